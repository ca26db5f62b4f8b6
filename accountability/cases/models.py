"""Accountability cases (A2): the catalogues of grounds and measures, and the cases, seen by their handlers only."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accountability.complaints.models import SUPERVISION, Clue
from core.accounts.actor import Actor
from core.accounts.models import Grant, Membership
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency, CivilServant
from core.events import names
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded

HANDLE = "handle_case"  # the permission that a grant gives on one case


class Catalogue(models.Model):
    """A row of a catalogue: what may be cited, with its legal basis."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    description = models.CharField(_("说明"), max_length=200, blank=True)
    legal_basis = models.CharField(_("依据"), max_length=200)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("使用中"), default=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return self.name


@tracked
class Ground(Catalogue):
    """问责情形: for what the head of an agency is held accountable."""

    class Meta(Catalogue.Meta):
        verbose_name = _("问责情形")
        verbose_name_plural = _("问责情形")


@tracked
class Measure(Catalogue):
    """问责方式: in which form, the lightest first."""

    is_public = models.BooleanField(_("必须向社会公布"), default=False, help_text=_("选了这种方式，结果一定公布。"))

    class Meta(Catalogue.Meta):
        verbose_name = _("问责方式")
        verbose_name_plural = _("问责方式")


class CaseQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who opened it, while in the office of supervision, and who holds a grant on it; never the accused or their agency."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        mine = Q(pk__in=Grant.objects.targets(user=user, model=Case, permission=HANDLE))
        if actor.has(*SUPERVISION):
            mine |= Q(opened_by=user)
        return self.filter(mine).exclude(agency_id__in=actor.agency_ids).exclude(respondent__user=user, respondent__user__isnull=False)


@guarded
@tracked
class Case(Scoped, Stateful):
    """问责案件: from a clue, through the finding of its handlers, to the decision of somebody who neither opened nor investigated it."""

    class State(models.TextChoices):
        OPEN = "open", _("待指派")
        INVESTIGATING = "investigating", _("调查中")
        CLOSED = "closed", _("已问责")
        DISMISSED = "dismissed", _("不予问责")

    INITIAL = ("open",)
    STEPS = [
        Step("open", "investigating", _("开始调查"), who=SUPERVISION),
        Step(
            "investigating",
            "closed",
            _("作出问责决定"),
            who=SUPERVISION,
            needs=("reason", "finding"),
            maker_is_not_checker=True,
            event=names.CASE_CLOSED,
        ),
        Step(
            "investigating",
            "dismissed",
            _("不予问责"),
            who=SUPERVISION,
            needs=("reason", "finding"),
            maker_is_not_checker=True,
            event=names.CASE_CLOSED,
        ),
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    clue = models.OneToOneField(Clue, models.PROTECT, related_name="case", verbose_name=_("线索"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases", verbose_name=_("被问责单位"))
    respondent = models.ForeignKey(CivilServant, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("被问责人"))
    ground = models.ForeignKey(Ground, models.PROTECT, related_name="cases", verbose_name=_("问责情形"))
    title = models.CharField(_("案由"), max_length=300)
    facts = models.TextField(_("立案时的事实"))
    opened_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("立案人"))
    opened_at = models.DateTimeField(_("立案时间"), default=timezone.now)
    finding = models.TextField(_("调查结论"), blank=True)
    found_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("调查人"))
    found_at = models.DateTimeField(_("调查结论时间"), null=True, blank=True)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("问责方式"))
    decision = models.TextField(_("决定"), blank=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人"))
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    is_public = models.BooleanField(_("结果已公布"), default=False)
    state = state_field(State)

    grants = GenericRelation(Grant)
    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("问责案件")
        verbose_name_plural = _("问责案件")
        ordering = ["-id"]
        permissions = [(HANDLE, _("承办问责案件"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(measure__isnull=False, decided_by__isnull=False, decided_on__isnull=False) & ~Q(decision=""),
                name="case_closed_is_decided",
                violation_error_message=_("办结的案件要有问责方式、决定和决定人。"),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("case", args=[self.pk])

    @property
    def public_key(self):
        return f"case:{self.pk}"

    def makers(self, step):
        """Who decides has neither opened the case nor investigated it."""
        return {self.opened_by_id, self.found_by_id} - {None}

    def excluded(self):
        """The accused, and everybody who works for the agency concerned."""
        colleagues = set(Membership.objects.in_force().filter(agency_id=self.agency_id).values_list("user_id", flat=True))
        accused = self.respondent.user_id if self.respondent_id else None
        return colleagues | ({accused} - {None})

    def handler_ids(self):
        """Who may act on the case: who opened it, and who holds a grant in force."""
        return {self.opened_by_id, *self.grants.in_force().filter(permission=HANDLE).values_list("user_id", flat=True)}

    def refusal(self, step, actor):
        why = super().refusal(step, actor)
        if why or actor.is_system or actor.user.pk in self.handler_ids():
            return why
        return _now("这一案件由指定的承办人办理。")

    def missing(self, step):
        return [_now("还没有调查结论。")] if "finding" in step.needs and not self.finding else []
