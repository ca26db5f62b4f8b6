"""Authorised queries of files (查档), and the log of every look at a file."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Grant, Membership, Role, User
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models import AGENCY_STAFF, CreditFile

VIEW = "view_creditfile"  # the permission that a granted query gives on one file


class FileQueryQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see all applications, everybody else their own."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.oversees else self.filter(created_by=user)


@guarded
@tracked
class FileQuery(Scoped, Stateful):
    """查档申请: somebody of an agency asks to look into one file, for a purpose, on a legal basis, until a day."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("待批准")
        GRANTED = "granted", _("已批准")
        REFUSED = "refused", _("不予批准")
        WITHDRAWN = "withdrawn", _("已撤回")
        REVOKED = "revoked", _("已收回")

    class Purpose(models.TextChoices):
        APPOINTMENT = "appointment", _("任职考察")
        RECRUITMENT = "recruitment", _("录用审查")
        AWARD = "award", _("评先评优审查")
        COOPERATION = "cooperation", _("采购、招投标或者招商审查")
        CASE = "case", _("办理案件")
        AUDIT = "audit", _("审计、巡察")
        OTHER = "other", _("其他法定用途")

    INITIAL = ("submitted",)
    STEPS = [
        Step("submitted", "granted", _("批准查档"), who=(Role.CREDIT_OFFICE,), needs=("evidence",), maker_is_not_checker=True),
        Step("submitted", "refused", _("不予批准"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
        Step("submitted", "withdrawn", _("撤回申请"), who=tuple(Role)),
        Step("granted", "revoked", _("收回授权"), who=(Role.CREDIT_OFFICE,), needs=("reason",)),
    ]

    number = models.CharField(_("编号"), max_length=60, unique=True)
    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="queries", verbose_name=_("档案"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("申请单位"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    created_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    purpose = models.CharField(_("用途"), max_length=20, choices=Purpose.choices)
    purpose_words = models.CharField(_("用途说明"), max_length=150)
    basis = models.CharField(_("法定依据"), max_length=200)
    wanted_until = models.DateField(_("需要查到哪天"))
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("授权"))
    state = state_field(State)
    evidence = GenericRelation(Evidence)

    objects = FileQueryQuerySet.as_manager()

    class Meta:
        verbose_name = _("查档申请")
        verbose_name_plural = _("查档申请")
        ordering = ["-id"]
        indexes = [models.Index(fields=["file", "created_by"], name="file_query_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(grant__isnull=False) | ~Q(state__in=["granted", "revoked"]), name="file_query_granted_has_grant"
            ),
            models.UniqueConstraint(
                fields=["file", "created_by"],
                condition=Q(state="submitted"),
                name="file_query_one_waiting",
                violation_error_message=_("你已经申请查这份档案，还在等批准。"),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("query", args=[self.pk])

    @property
    def is_open(self):
        """Whether it lets its applicant look now."""
        return self.state == self.State.GRANTED and self.grant.revoked_at is None and self.grant.expires_at > timezone.now()

    @property
    def mark(self):
        if self.state == self.State.GRANTED:
            return "ok" if self.is_open else "done"
        return {"submitted": "warn", "refused": "bad", "revoked": "bad"}.get(self.state, "done")

    @property
    def state_words(self):
        """已批准, or 已到期 once the day is over."""
        return gettext("已到期") if self.state == self.State.GRANTED and not self.is_open else self.get_state_display()

    def excluded(self):
        """Who is named in the file, and who works in the agency that it is about, decides nothing about it."""
        return self.concerned_ids

    @cached_property
    def concerned_ids(self):
        if person := self.file.civil_servant:
            return {person.user_id}
        staff = Membership.objects.in_force().filter(agency=self.file.agency_id, role__in=AGENCY_STAFF)
        head = self.file.agency.head
        return {*staff.values_list("user_id", flat=True), head and head.civil_servant.user_id}

    def refusal(self, step, actor):
        if step.target == self.State.WITHDRAWN:
            own = actor.user is not None and actor.user.pk == self.created_by_id
            return "" if own else gettext("申请由申请人自己撤回。")
        return super().refusal(step, actor)

    def missing(self, step):
        needs = "evidence" in step.needs and not self.evidence.exists()
        return [gettext("申请没有附授权文书或者查询函，请让申请人补齐后重新申请。")] if needs else []


class FileLookQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see all looks; a subject sees those at its own file."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.oversees:
            return self
        agencies = [agency for role, agency in actor.memberships if role in AGENCY_STAFF]
        return self.filter(Q(file__civil_servant__user=user) | Q(file__agency__in=agencies))


class FileLook(Scoped):
    """查阅记录: one look at a file by somebody who is not its subject. Written once, never changed."""

    class Under(models.TextChoices):
        QUERY = "query", _("查档授权")
        OFFICE = "office", _("信用档案管理")
        SUPERVISION = "supervision", _("督查职责")
        INSPECTION = "inspection", _("监察职责")

    class Way(models.TextChoices):
        PAGE = "page", _("网页")
        PAPER = "paper", _("信用报告")
        API = "api", _("接口")

    # why it is right that the subject is not told who: it could warn of an investigation, or bring pressure on those who lead it.
    # That a look took place, when, and by which organ stays to be seen
    NAMELESS = (Under.SUPERVISION, Under.INSPECTION)

    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="looks", verbose_name=_("档案"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("查阅人"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("查阅单位"))
    looked_at = models.DateTimeField(_("查阅时间"), default=timezone.now)
    under = models.CharField(_("凭什么查"), max_length=20, choices=Under.choices)
    query = models.ForeignKey(FileQuery, models.PROTECT, null=True, blank=True, related_name="looks", verbose_name=_("查档申请"))
    purpose = models.CharField(_("用途"), max_length=200)
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices)

    objects = FileLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("查阅记录")
        verbose_name_plural = _("查阅记录")
        ordering = ["-looked_at", "-id"]
        indexes = [models.Index(F("file"), F("looked_at").desc(), F("id").desc(), name="file_look_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(under="query", query__isnull=False) | ~Q(under="query") & Q(query=None), name="file_look_under_query"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.file} {self.looked_at:%Y-%m-%d}"

    @property
    def who(self):
        """The name as pages show it."""
        return gettext("姓名不公开") if self.under in self.NAMELESS else self.user.name
