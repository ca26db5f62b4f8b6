"""修复 (C6): who was recorded has put it right, and asks that the record end, or that it be treated more lightly."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models import CreditRecord, LeniencyGround, staff_agencies

OFFICE = (Role.CREDIT_OFFICE,)
OUTCOMES = ("approved", "refused")
OPEN = ("filed", "accepted", "proposed")


class RepairQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office and inspection see all; the civil servant and the staff of the agency see their own."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.CREDIT_OFFICE, Role.INSPECTOR):
            return self
        return self.filter(Q(created_by=user) | Q(agency__in=staff_agencies(actor)))

    def open(self):
        return self.filter(state__in=OPEN)


@guarded
@tracked
class RepairApplication(Scoped, Stateful):
    """修复申请: what was put right, with proof, a public promise (信用承诺), and what is asked for. `agency`: none for a civil servant's."""

    class Kind(models.TextChoices):
        REPAIR = "repair", _("信用修复")
        LENIENCY = "leniency", _("自我纠错，从轻或者免予惩戒")

    class State(models.TextChoices):
        FILED = "filed", _("待受理")
        ACCEPTED = "accepted", _("已受理")
        PROPOSED = "proposed", _("待决定")
        APPROVED = "approved", _("已同意")
        REFUSED = "refused", _("不同意")
        NOT_ACCEPTED = "not_accepted", _("不予受理")

    INITIAL = ("filed",)
    OPEN, OUTCOMES = OPEN, OUTCOMES
    STEPS = [
        Step("filed", "accepted", _("受理"), who=OFFICE),
        Step("filed", "not_accepted", _("不予受理"), who=OFFICE, needs=("reason",)),
        Step("accepted", "proposed", _("提出审查意见"), who=OFFICE),
        Step("proposed", "approved", _("决定同意"), who=OFFICE, needs=("reason",), maker_is_not_checker=True),
        Step("proposed", "refused", _("决定不同意"), who=OFFICE, needs=("reason",), maker_is_not_checker=True),
        Step("proposed", "accepted", _("退回重新审查"), who=OFFICE, needs=("reason",), maker_is_not_checker=True),
    ]

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="repairs", verbose_name=_("信用记录"))
    kind = models.CharField(_("申请事项"), max_length=10, choices=Kind.choices)
    leniency = models.CharField(_("从轻、免予惩戒"), max_length=10, choices=CreditRecord.Leniency.choices, blank=True)
    ground = models.ForeignKey(LeniencyGround, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("情形"))
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="repairs", verbose_name=_("申请单位"))
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("申请人"))
    created_at = models.DateTimeField(_("申请时间"), default=timezone.now, editable=False)
    rectification = models.TextField(_("纠正情况"))
    duties = models.TextField(_("其他义务的履行情况"))
    promise = models.TextField(_("信用承诺"))
    limit = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办理期限"))
    accepted_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("受理人"))
    outcome = models.CharField(_("审查意见"), max_length=20, choices=State.choices, blank=True)
    opinion = models.TextField(_("审查意见的理由"), blank=True)
    proposed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审查人"))
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人"))
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decision = models.TextField(_("决定的理由"), blank=True)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)

    objects = RepairQuerySet.as_manager()

    class Meta:
        verbose_name = _("修复申请")
        verbose_name_plural = _("修复申请")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="repair_in_state"),
            models.Index(F("decided_at").desc(), F("id").asc(), name="repair_open_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=Q(state__in=OPEN), name="repair_one_open_a_record"),
            models.CheckConstraint(
                condition=Q(kind="repair", leniency="", ground=None) | Q(kind="leniency", ground__isnull=False) & ~Q(leniency=""),
                name="repair_leniency_has_a_ground",
            ),
            models.CheckConstraint(condition=~Q(rectification="") & ~Q(duties="") & ~Q(promise=""), name="repair_says_what_was_done"),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "proposed", *OUTCOMES)) | Q(accepted_by__isnull=False),
                name="repair_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("proposed", *OUTCOMES)) | Q(outcome__in=OUTCOMES, proposed_by__isnull=False) & ~Q(opinion=""),
                name="repair_proposed_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OUTCOMES)
                | Q(outcome=F("state")) & ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("accepted_by")),
                name="repair_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(*OUTCOMES, "not_accepted"))
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision=""),
                name="repair_decided_with_reasons",
            ),
        ]

    def __str__(self):
        return _now("%(kind)s：%(record)s") % {"kind": self.get_kind_display(), "record": self.record}

    def get_absolute_url(self):
        return reverse("repair", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_repair(self):
        return self.kind == self.Kind.REPAIR

    def makers(self, step):
        """Who accepted and who examined it don't decide."""
        return {self.accepted_by_id, self.proposed_by_id}

    def excluded(self):
        return {self.created_by_id} | self.record.excluded()

    def refusal(self, step, actor):
        if step.maker_is_not_checker and actor.is_person and actor.has(*OFFICE) and actor.user.pk in self.makers(step):
            return _now("受理、审查的人不能决定，请由信用办另一位同事决定。")
        return super().refusal(step, actor)

    def next_steps(self):
        """Of the decisions only the proposed one."""
        return [step for step in super().next_steps() if step.target not in OUTCOMES or step.target == self.outcome]
