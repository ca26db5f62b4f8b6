"""Authorised queries of files (查档)."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Grant, Membership, Role, User
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models import AGENCY_STAFF, CreditFile

DECISION, AUTHORISED = (
    "query_decision",
    "query_authorised",
)  # purposes of its deadlines: until when it is decided, until when it lets one look


class FileQueryQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those who look across agencies see all applications, everybody else their own."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.oversees else self.filter(created_by=user)

    def open(self):
        """Those that let their applicant look now."""
        return self.filter(state="granted", grant__revoked_at=None, grant__expires_at__gt=timezone.now())


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
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, blank=True, related_name="file_query", verbose_name=_("授权"))
    state = state_field(State)
    deadlines = GenericRelation(Deadline)
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
    def limit(self):
        """The running limit to decide about it, or None."""
        return self.deadlines.live().filter(purpose=DECISION).select_related("rule").first()

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
