"""信用记录: the row that says what stands, and the steps of its life."""

from datetime import datetime, time, timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.events import names
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models.batch import RecordBatch
from credit_records.records.models.catalogue import LeniencyGround, RecordType
from credit_records.records.models.content import RecordContent
from credit_records.records.models.file import AGENCY_STAFF, CreditFile, files_granted_to, staff_agencies

STANDING = ("in_force", "disputed", "corrected")
ENDED = ("revoked", "repaired", "expired")
OFFICE = (Role.CREDIT_OFFICE,)


def from_each(sources, target, label, **rest):
    """The same step from several states."""
    return [Step(source, target, label, **rest) for source in sources]


class CreditRecordQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office sees all. What has taken effect: also supervision, inspection, the subject's agency or person, as far as the
        type lets them. Agency staff see what their own agency entered, whatever its state; nobody else sees a draft, and a draft of the
        system the office only."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        if actor.has(Role.CREDIT_OFFICE):
            return self
        own, open_types = staff_agencies(actor), ~Q(type__visibility=RecordType.Visibility.RESTRICTED)
        if actor.has(Role.INSPECTOR):
            concerned = Q()
        elif actor.oversees:
            concerned = open_types | Q(file__civil_servant__user=user)
        else:
            granted = Q(file__in=files_granted_to(user))
            concerned = (Q(file__agency__in=own) | granted) & open_types | Q(file__civil_servant__user=user)
        entered = Q(agency__in=own, source_deadline=None)
        return self.filter(entered | Q(state__in=CreditRecord.SETTLED) & concerned)

    def with_subject(self):
        """What a list or a page shows of each row, in the same statement."""
        return self.select_related("type", "agency", "file__agency", "file__civil_servant__agency")

    def in_force(self, at=None):
        """Records that stood at the end of the day `at` (default today): in force by then, not ended, their period not over.

        The period counts, not the sweep that ends it, so the answer for a day does not depend on when the sweep came by. On a day that an earlier
        version covers the record stood: only what stands is corrected, and the period counted anew from the correction says nothing of that day.
        """
        today = timezone.localdate()
        at = at or today
        not_ended = (Q(ended_on=None) | Q(ended_on__gt=at)) & (Q(period_ends_on=None) | Q(period_ends_on__gt=at))
        if at >= today:  # no version lasts longer than until now
            return self.filter(Q(effective_on__lte=at) & not_ended)
        midnight = timezone.make_aware(datetime.combine(at + timedelta(days=1), time.min))
        versions = self.model.versions.rel.related_model.objects
        corrected_later = Exists(versions.filter(record=OuterRef("pk"), began_at__lte=midnight, ended_at__gt=midnight))
        return self.filter(Q(effective_on__lte=at) & (not_ended | corrected_later))

    def standing(self):
        """Records that stand now, as their state says."""
        return self.filter(state__in=CreditRecord.STANDING)


@guarded
@tracked
class CreditRecord(Scoped, Stateful, RecordContent):
    """信用记录: one good-faith or bad-faith fact about a subject, with its legal basis. What it said earlier is in its versions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待确认")
        IN_FORCE = "in_force", _("生效")
        DISPUTED = "disputed", _("异议处理中")
        CORRECTED = "corrected", _("已更正")
        DISMISSED = "dismissed", _("不予认定")
        REVOKED = "revoked", pgettext_lazy("信用记录", "已撤销")
        REPAIRED = "repaired", _("已修复")
        EXPIRED = "expired", _("期满")

    class Leniency(models.TextChoices):
        NONE = "", _("不从轻")
        LENIENT = "lenient", _("从轻惩戒")
        EXEMPT = "exempt", _("免予惩戒")

    INITIAL = ("draft", "in_review")  # the checked rows of a sheet are under review from the start
    UNDECIDED = ("draft", "in_review")
    STANDING, ENDED = STANDING, ENDED
    SETTLED = STANDING + ENDED  # it has taken effect, whether it still stands or not
    STEPS = [
        Step("draft", "in_review", _("提交审核"), who=(*AGENCY_STAFF, Role.CREDIT_OFFICE), needs=("evidence",)),
        Step(
            "in_review",
            "in_force",
            _("确认生效"),
            who=OFFICE,
            needs=("reason", "evidence"),
            maker_is_not_checker=True,
            event=names.RECORD_IN_FORCE,
        ),
        Step("in_review", "draft", _("退回补充"), who=OFFICE, needs=("reason",)),
        Step("draft", "dismissed", _("不予认定"), who=(*AGENCY_STAFF, Role.CREDIT_OFFICE), needs=("reason",)),
        Step("in_review", "dismissed", _("不予认定"), who=OFFICE, needs=("reason",), maker_is_not_checker=True),
        Step("in_force", "disputed", _("标注异议"), event=names.RECORD_CHANGED),
        Step("corrected", "disputed", _("标注异议"), event=names.RECORD_CHANGED),
        Step("disputed", "in_force", _("异议不成立，维持原记录"), event=names.RECORD_CHANGED),
        # a correction and a revocation are approved by another one than who proposed them: see Revision
        *from_each(STANDING, "corrected", _("更正记录"), who=OFFICE, needs=("reason",), event=names.RECORD_CHANGED),
        *from_each(STANDING, "revoked", _("撤销记录"), who=OFFICE, needs=("reason",), event=names.RECORD_ENDED),
        *from_each(("in_force", "corrected"), "repaired", _("修复"), who=OFFICE, needs=("reason",), event=names.RECORD_ENDED),
        *from_each(STANDING, "expired", _("期满"), event=names.RECORD_ENDED),
    ]

    file = models.ForeignKey(CreditFile, models.PROTECT, related_name="records", verbose_name=_("信用档案"))
    # given when the record takes effect: a draft that is dismissed leaves no gap in the register
    number = models.CharField(_("编号"), max_length=60, blank=True)
    # the missed limit that opened this draft; being unique, a limit opens one draft however often it is told
    source_deadline = models.OneToOneField(
        Deadline, models.PROTECT, null=True, blank=True, related_name="credit_record", verbose_name=_("逾期的期限")
    )
    batch = models.ForeignKey(
        RecordBatch, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("批次")
    )  # the sheet that it came in
    # of an imported row: the same file twice adds nothing
    fingerprint = models.CharField(_("导入标识"), max_length=64, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="entered_records", verbose_name=_("录入单位"))
    created_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("录入人"))
    created_at = models.DateTimeField(_("录入时间"), default=timezone.now, editable=False)
    submitted_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交人"))
    confirmed_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)  # of the latest decision; the earlier ones are in the events
    effective_on = models.DateField(_("生效日期"), null=True, blank=True)
    repairable_on = models.DateField(_("最短公示到"), null=True, blank=True)  # from that day on a repair is possible
    period_ends_on = models.DateField(_("期满日"), null=True, blank=True)  # on that day it does not stand any more
    ended_on = models.DateField(_("失效日期"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    version_began_at = models.DateTimeField(_("本版本起"), null=True, blank=True)
    leniency = models.CharField(_("从轻、免予惩戒"), max_length=10, choices=Leniency.choices, blank=True)
    leniency_ground = models.ForeignKey(
        LeniencyGround, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("从轻、免予惩戒的情形")
    )
    state = state_field(State)

    deadlines = GenericRelation(Deadline)
    evidence = GenericRelation(Evidence)

    objects = CreditRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("信用记录")
        verbose_name_plural = _("信用记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["file", "-effective_on", "-id"], name="record_of_file"),
            models.Index(fields=["agency", "-id"], name="record_entered_by"),
            models.Index(fields=["state", "-id"], name="record_in_state"),
            models.Index(fields=["batch", "-id"], name="record_of_batch", condition=Q(batch__isnull=False)),
            models.Index(fields=["document_number"], name="record_of_document", condition=~Q(document_number="")),
        ]
        constraints = [
            *RecordContent.Meta.constraints,
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="record_number_once"),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=~Q(fingerprint="") & ~Q(state="dismissed"), name="record_imported_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STANDING + ENDED)
                | Q(confirmed_by__isnull=False, decided_at__isnull=False, effective_on__isnull=False, version_began_at__isnull=False)
                & ~Q(number="")
                & ~Q(reason=""),
                name="record_settled_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(batch=None) | Q(source_deadline=None) & ~Q(fingerprint=""), name="record_of_batch_has_its_fingerprint"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STANDING + ENDED) | ~Q(confirmed_by=F("created_by")) & ~Q(confirmed_by=F("submitted_by")),
                name="record_maker_is_not_checker",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ENDED) | Q(ended_on__gte=F("effective_on")),
                name="record_ended_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(repairable_on=None) | Q(period_ends_on__gte=F("repairable_on")), name="record_ceiling_after_floor"
            ),
            models.CheckConstraint(
                condition=Q(document_on=None) | Q(effective_on=None) | Q(document_on__lte=F("effective_on")),
                name="record_document_before_effect",
            ),
            models.CheckConstraint(
                condition=Q(leniency="", leniency_ground=None) | ~Q(leniency="") & Q(leniency_ground__isnull=False),
                name="record_leniency_has_a_ground",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("record", args=[self.pk])

    @property
    def stands(self):
        return self.state in self.STANDING

    @property
    def is_public(self):
        """Whether the public sees it while it stands: never a civil servant's, an agency's where its type says so."""
        return self.file.agency_id is not None and self.type.visibility == RecordType.Visibility.PUBLIC

    @property
    def mark(self):
        if self.state == self.State.DISPUTED:
            return "warn"
        if self.stands:
            return "bad" if self.type.is_bad else "done"
        return "plain"

    @property
    def live_review(self):
        """The credit office's running limit for this draft, or None."""
        return self.deadlines.live().filter(purpose="review").select_related("rule").first()

    @property
    def live_period(self):
        """The running 公示期 or 处分期, or None."""
        return self.deadlines.live().filter(is_period=True).select_related("rule").first()

    def acting_agency_id(self, step):
        """A draft of the system is the credit office's, not of those who work in the same house."""
        return self.agency_id if self.source_deadline_id is None else None

    def makers(self, step):
        return {self.created_by_id, self.submitted_by_id}

    def excluded(self):
        """Who is named in it; and while the office decides, who does the work of the agency concerned."""
        deciding = self.state != self.State.DRAFT or self.source_deadline_id is not None
        return {self.named_user_id} | (self.colleague_ids if deciding else set())

    def concerns(self, actor):
        """Whether the actor is its subject: the civil servant, or the staff of the agency that it is about."""
        if self.file.civil_servant:
            return actor.is_person and self.file.civil_servant.user_id == actor.user.pk
        return self.file.agency_id in staff_agencies(actor)

    def may_see_people(self, actor):
        """Whether the actor may know who entered and decided it: those concerned see the office that did, not the person."""
        if actor.user is None or actor.user.pk == self.named_user_id:
            return False
        return actor.oversees or self.source_deadline_id is None and self.agency_id in staff_agencies(actor)

    @cached_property
    def colleague_ids(self):
        agency = self.file.agency_id or self.file.civil_servant.agency_id
        return set(Membership.objects.in_force().filter(agency=agency, role__in=AGENCY_STAFF).values_list("user_id", flat=True))

    @cached_property
    def named_user_id(self):
        """The account of the civil servant whom the record is about, or of the head of the agency that it is about."""
        if self.file.civil_servant:
            return self.file.civil_servant.user_id
        head = self.file.agency.head
        return head and head.civil_servant.user_id

    def missing(self, step):
        # a draft of the system has the missed limit for its proof, one that came in a sheet the papers of its batch
        needs_proof = "evidence" in step.needs and self.source_deadline_id is None and self.batch_id is None
        return [_("请附上至少一份佐证材料。")] if needs_proof and not self.evidence.exists() else []
