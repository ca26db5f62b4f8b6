"""Cases at the service windows (M9): who asked for what, who answers for it, what was missing, who was asked, and what was decided.

A case is a table of its own: its limits are Deadline rows of the case, not commitments, since an applicant is nobody's business.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.items.models import GuideVersion
from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events.models import Event
from core.history import tracked
from core.papers.models import grouped
from core.sealed import unseal
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class ServiceCaseQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The agency that handles it, where it was handed in, those that are asked, the reviewers of the level above, the supervision office."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.SUPERVISOR):
            return self
        own = actor.agency_ids
        above = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
        asked = Opinion.objects.filter(agency__in=own).values("case")
        return self.filter(Q(agency__in=own) | Q(window__in=own) | Q(agency__parent__in=above) | Q(pk__in=asked))

    def refused(self):
        return self.filter(outcome=ServiceCase.Outcome.REFUSED)


@guarded
@tracked
class ServiceCase(Scoped, Stateful):
    """办件: one application by one version of a guide. `responsible` is who answers for it (首问负责): who was asked first, until it is handed
    over with a reason; nobody where another agency has got it and nobody there has taken it up."""

    class State(models.TextChoices):
        RECEIVED = "received", _("已收件，待审查")
        NOTIFIED = "notified", _("待补正")
        ACCEPTED = "accepted", _("办理中")
        PAUSED = "paused", _("中止计时")
        PROPOSED = "proposed", _("待审批")
        DECIDED = "decided", _("已决定，待送达")
        DELIVERED = "delivered", _("已办结")
        NOT_ACCEPTED = "not_accepted", _("不予受理")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("准予")
        REFUSED = "refused", _("不予许可")

    class PauseKind(models.TextChoices):
        """What does not count (《行政许可法》第四十五条)."""

        HEARING = "hearing", _("听证")
        TENDER = "tender", _("招标")
        AUCTION = "auction", _("拍卖")
        INSPECTION = "inspection", _("检验")
        TEST = "test", _("检测")
        QUARANTINE = "quarantine", _("检疫")
        APPRAISAL = "appraisal", _("鉴定")
        EXPERT_REVIEW = "expert_review", _("专家评审")

    INITIAL = ("received",)
    BEFORE = ("received", "notified")  # it may still be another agency's
    OPEN = ("accepted", "paused", "proposed")
    STEPS = [
        Step("received", "accepted", _("受理"), who=(Role.CLERK,)),
        Step("received", "notified", _("一次性告知补正"), who=(Role.CLERK,)),
        Step("received", "not_accepted", _("不予受理"), who=(Role.CLERK,), needs=("reason",)),
        Step("notified", "accepted", _("补正齐全，受理"), who=(Role.CLERK,)),
        Step("accepted", "paused", _("中止计时"), who=(Role.CLERK,), needs=("reason",)),
        Step("paused", "accepted", _("恢复计时"), who=(Role.CLERK,)),
        Step("accepted", "proposed", _("送审批"), who=(Role.CLERK,), needs=("reason",)),
        Step("proposed", "accepted", _("退回继续审查"), who=(Role.AGENCY_REVIEWER,), needs=("reason",)),
        Step("proposed", "decided", _("作出决定"), who=(Role.AGENCY_REVIEWER,), needs=("reason",), maker_is_not_checker=True),
        Step("decided", "delivered", pgettext_lazy("交给申请人", "送达"), who=(Role.CLERK,)),
        *(
            Step(state, "withdrawn", _("申请人撤回"), who=(Role.CLERK,), needs=("reason",))
            for state in ("received", "notified", "accepted", "paused", "proposed")
        ),
    ]

    number = models.CharField(_("编号"), max_length=40, unique=True)
    guide = models.ForeignKey(GuideVersion, models.PROTECT, related_name="cases", verbose_name=_("办事指南"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="service_cases", verbose_name=_("承办单位"))
    window = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("收件单位"))
    applicant = models.CharField(_("申请人"), max_length=100)
    contact_sealed = models.TextField(_("联系方式（密文）"), editable=False)
    code_sealed = models.TextField(_("查询码（密文）"), editable=False)
    code_hash = models.CharField(_("查询码摘要"), max_length=64, unique=True, editable=False)
    received_on = models.DateField(_("收件日期"), default=timezone.localdate)
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    accepted_by_silence = models.BooleanField(_("逾期未告知，视为受理"), default=False)
    asked_first = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("首问责任人"))
    responsible = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现责任人"))
    proposed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("送审人"))
    outcome = models.CharField(_("决定"), max_length=10, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审批人"))
    decision = models.TextField(_("理由"), blank=True)
    decision_basis = models.CharField(_("法律依据"), max_length=500, blank=True)
    delivered_on = models.DateField(_("送达日期"), null=True, blank=True)
    delivery = models.CharField(_("怎样送达"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("收件时间"), default=timezone.now, editable=False)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    happened = GenericRelation(Event)
    objects = ServiceCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("办件")
        verbose_name_plural = _("办件")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="service_case_of_agency"),
            models.Index(fields=["window", "-id"], name="service_case_of_window"),
            models.Index(fields=["outcome", "-decided_on", "-id"], name="service_case_outcome", condition=~Q(outcome="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "paused", "proposed", "decided", "delivered")) | Q(accepted_on__isnull=False),
                name="service_case_accepted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("decided", "delivered"))
                | ~Q(outcome="") & Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                name="service_case_decided_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(decision_basis=""),
                name="service_case_refused_with_basis",
                violation_error_message=_("不予许可要写明法律依据。"),
            ),
            models.CheckConstraint(condition=~Q(state="delivered") | Q(delivered_on__isnull=False), name="service_case_delivered_on_a_day"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("service_case", args=[self.pk])

    @property
    def code(self):
        return grouped(unseal(self.code_sealed))

    @property
    def contact(self):
        return unseal(self.contact_sealed)

    def makers(self, step):
        return {self.proposed_by_id}


class OfCaseQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the case."""
        return self.filter(case__in=ServiceCase.objects.visible_to(user).values("pk"))


@tracked
class MissingPapers(Scoped):
    """一次性告知: everything that was missing, in one notice; there is one a case, and no second one (《行政许可法》第三十二条).

    `papers`: rows of {"name", "supplied_on"}; the day is empty as long as it is missing.
    """

    case = models.OneToOneField(ServiceCase, models.PROTECT, related_name="missing_papers", verbose_name=_("办件"))
    papers = models.JSONField(_("缺的材料"))
    words = models.TextField(_("怎样补正"), blank=True)
    notified_on = models.DateField(_("告知日期"), default=timezone.localdate)
    notified_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("告知人"))

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("一次性告知")
        verbose_name_plural = _("一次性告知")
        ordering = ["-id"]

    def __str__(self):
        return _now("%(case)s的一次性告知") % {"case": self.case}

    def get_absolute_url(self):
        return self.case.get_absolute_url()

    @property
    def still_missing(self):
        return [row["name"] for row in self.papers if not row["supplied_on"]]


@guarded
@tracked
class Opinion(Scoped, Stateful):
    """并联审批意见: what one of the agencies that are asked says of a case. Who says nothing within the limit has consented (缺席默认)."""

    class State(models.TextChoices):
        ASKED = "asked", _("待答复")
        CONSENTED = "consented", _("同意")
        OBJECTED = "objected", _("不同意")
        SILENT = "silent", _("到期未答复，视为同意")
        ENDED = "ended", _("不再需要")

    INITIAL = ("asked",)
    ANSWERERS = (Role.CLERK, Role.AGENCY_REVIEWER)
    STEPS = [
        Step("asked", "consented", _("同意"), who=ANSWERERS),
        Step("asked", "objected", _("不同意"), who=ANSWERERS, needs=("reason",)),
        Step("objected", "consented", _("改为同意"), who=ANSWERERS),
        Step("asked", "silent", _("到期未答复，视为同意")),
        Step("asked", "ended", _("不再需要")),
    ]

    case = models.ForeignKey(ServiceCase, models.PROTECT, related_name="opinions", verbose_name=_("办件"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("单位"))
    words = models.TextField(_("意见"), blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人"))
    created_at = models.DateTimeField(_("征求时间"), default=timezone.now, editable=False)
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("并联审批意见")
        verbose_name_plural = _("并联审批意见")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "agency"], name="opinion_once"),
            models.CheckConstraint(
                condition=~Q(state="objected") | ~Q(words=""),
                name="opinion_objects_with_reasons",
                violation_error_message=_("不同意的要写明理由。"),
            ),
        ]

    def __str__(self):
        return _now("%(agency)s对%(case)s的意见") % {"agency": self.agency, "case": self.case}

    def get_absolute_url(self):
        return self.case.get_absolute_url()

    @property
    def deadline(self):
        """Uses prefetched rows."""
        return max(self.deadlines.all(), key=lambda deadline: deadline.pk, default=None)

    def makers(self, step):
        return set()
