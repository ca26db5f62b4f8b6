"""Yearly lists (M6, M13): what a government says at the beginning of a year that it will do in it, and what citizens say of it at the end."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment, CommitmentKind
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events.models import Event
from core.evidence.models import Evidence
from core.history import tracked
from core.sealed import unseal
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

FIRST_YEAR, LAST_YEAR = 2000, 2100


class YearlyListQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the agency that announces it, and those who look across agencies. The public has public entries."""
        actor = Actor.of(user)
        return self if actor.oversees else self.filter(agency__in=actor.agency_ids)


@guarded
@tracked
class YearlyList(Scoped, Stateful):
    """年度清单: what one agency announces for one year, of one kind. Published, each of its items is a commitment."""

    class State(models.TextChoices):
        DRAFT = "draft", _("编制中")
        IN_REVIEW = "in_review", _("待公布")
        PUBLISHED = "published", _("已公布")
        DISCARDED = "discarded", _("已作废")

    INITIAL = ("draft",)
    STEPS = [
        Step("draft", "in_review", _("送审核人公布"), who=(Role.CLERK,)),
        Step("in_review", "published", _("公布清单"), who=(Role.AGENCY_REVIEWER,), maker_is_not_checker=True),
        Step("in_review", "draft", _("退回修改"), who=(Role.AGENCY_REVIEWER,), needs=("reason",)),
        Step("draft", "discarded", _("作废"), who=(Role.CLERK, Role.SUPERVISOR), needs=("reason",)),
    ]

    kind = models.ForeignKey(CommitmentKind, models.PROTECT, related_name="lists", verbose_name=_("种类"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="yearly_lists", verbose_name=_("公布单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("清单名称"), max_length=200)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    announced_on = models.DateField(_("公布日期"), null=True, blank=True)
    entered_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上传表格的人"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("编制人"))
    created_at = models.DateTimeField(_("编制时间"), default=timezone.now)
    vote_from = models.DateField(_("评议开始"), null=True, blank=True)
    vote_until = models.DateField(_("评议截止"), null=True, blank=True)
    assessment = models.TextField(_("年度评估"), blank=True)
    assessed_on = models.DateField(_("评估日期"), null=True, blank=True)
    assessed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("评估人"))
    results = models.JSONField(_("评议结果"), default=dict, blank=True)  # {commitment: {grade: votes}}, as they stood when it was assessed
    state = state_field(State)

    evidence = GenericRelation(Evidence)
    deadlines = GenericRelation(Deadline)
    happened = GenericRelation(Event)
    objects = YearlyListQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度清单")
        verbose_name_plural = _("年度清单")
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "year"],
                condition=~Q(state="discarded"),
                name="list_once_a_year",
                violation_error_message=_("这个单位这一年的这种清单已经有了。"),
            ),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="list_year"),
            models.CheckConstraint(
                condition=Q(vote_from=None, vote_until=None) | Q(vote_until__gte=models.F("vote_from")), name="list_vote_has_days"
            ),
            models.CheckConstraint(condition=Q(assessed_on=None) | ~Q(assessment=""), name="list_assessed_in_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("yearly_list", args=[self.pk])

    def makers(self, step):
        return {self.created_by_id, self.entered_by_id}

    def is_voted_on(self, day):
        """Whether citizens may vote on that day: the last day counts in full."""
        return bool(self.vote_from) and self.vote_from <= day <= self.vote_until


class ListItemQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(yearly_list__in=YearlyList.objects.visible_to(user).values("pk"))


@tracked
class ListItem(Scoped):
    """清单项目: a row of the sheet, as it was read, with what is wrong with it; the commitment, once the list is published."""

    yearly_list = models.ForeignKey(YearlyList, models.CASCADE, related_name="items", verbose_name=_("年度清单"))
    position = models.PositiveIntegerField(_("序号"))
    cells = models.JSONField(_("表格内容"), default=list, blank=True)
    values = models.JSONField(_("读出的内容"), default=dict, blank=True)
    problems = models.JSONField(_("问题"), default=list, blank=True)
    commitment = models.OneToOneField(Commitment, models.PROTECT, null=True, blank=True, related_name="list_item", verbose_name=_("承诺"))

    objects = ListItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("清单项目")
        verbose_name_plural = _("清单项目")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["yearly_list", "position"], name="list_item_position")]

    def __str__(self):
        return self.values.get("title") or f"{self.yearly_list} {self.position}"


class BallotQuerySet(models.QuerySet):
    def counted(self):
        return self.exclude(confirmed_at=None)


class Ballot(models.Model):
    """评议票: what one mail address thinks of the items of one list. It counts once the address confirmed it, and is never changed then.

    The address lies sealed and is found by its blind index (core/sealed.py); no history is kept, and the address goes when the vote is over.
    """

    class Grade(models.TextChoices):
        SATISFIED = "satisfied", _("满意")
        ACCEPTABLE = "acceptable", _("基本满意")
        DISSATISFIED = "dissatisfied", _("不满意")

    yearly_list = models.ForeignKey(YearlyList, models.PROTECT, related_name="ballots", verbose_name=_("年度清单"))
    address_sealed = models.TextField(_("邮箱（密文）"), blank=True, editable=False)
    address_index = models.CharField(_("邮箱的索引"), max_length=64, editable=False)
    grades = models.JSONField(_("评议"))  # {primary key of the commitment: grade}
    language = models.CharField(_("语言"), max_length=10)
    asked_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("评议票")
        verbose_name_plural = _("评议票")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["yearly_list", "address_index"], name="ballot_once")]
        triggers = [
            pgtrigger.Protect(
                name="counted_ballots_stay",
                operation=pgtrigger.UpdateOf("grades"),
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def address(self):
        return unseal(self.address_sealed) if self.address_sealed else ""
