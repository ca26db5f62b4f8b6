"""更正和撤销: what a record said earlier, and the proposal that another person must approve."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.evidence.models import Evidence
from core.history import tracked
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models.content import RecordContent
from credit_records.records.models.record import CreditRecord


class MomentRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class OfRecordQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the record."""
        return self.filter(record__in=CreditRecord.objects.visible_to(user))


@tracked
class RecordVersion(Scoped, RecordContent):
    """版本: what a record said from `began_at` until it was corrected. What it says now stands in the record itself."""

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="versions", verbose_name=_("信用记录"))
    number = models.PositiveSmallIntegerField(_("版本"))
    began_at = models.DateTimeField(_("起"))
    ended_at = models.DateTimeField(_("止"))
    replaced_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("更正人"))
    reason = models.TextField(_("更正的理由"))

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录的旧版本")
        verbose_name_plural = _("记录的旧版本")
        ordering = ["record", "number"]
        constraints = [
            *RecordContent.Meta.constraints,
            models.UniqueConstraint(fields=["record", "number"], name="record_version_once"),
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="record_version_ends_after_it_begins"),
            ExclusionConstraint(
                name="record_versions_do_not_overlap",
                expressions=[("record", RangeOperators.EQUAL), (MomentRange("began_at", "ended_at"), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.number}"


class RevisionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office: others hear of it when it is decided, and then read the versions."""
        actor = Actor.of(user)
        return self if actor.is_person and actor.has(Role.CREDIT_OFFICE) else self.none()


@guarded
@tracked
class Revision(Scoped, Stateful, RecordContent):
    """变更: a correction (更正) or revocation (撤销) of a record, proposed by one person and decided by another.

    Of a correction the columns hold what the record shall say; of a revocation what it said.
    """

    class Kind(models.TextChoices):
        CORRECT = "correct", _("更正")
        REVOKE = "revoke", _("撤销")

    class Origin(models.TextChoices):
        OFFICE = "office", _("信用办复核")
        OBJECTION = "objection", _("异议")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待批准")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("不同意")

    INITIAL = ("proposed",)
    STEPS = [
        Step("proposed", "approved", _("批准"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
        Step("proposed", "refused", _("不同意"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
    ]

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="revisions", verbose_name=_("信用记录"))
    kind = models.CharField(_("变更"), max_length=10, choices=Kind.choices)
    origin = models.CharField(_("起因"), max_length=10, choices=Origin.choices, default=Origin.OFFICE)
    of_version = models.PositiveSmallIntegerField(_("变更的版本"))
    proposal = models.TextField(_("变更的理由"))
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    created_at = models.DateTimeField(_("提出时间"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批准人"))
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decision = models.TextField(_("决定的理由"), blank=True)
    state = state_field(State)

    evidence = GenericRelation(Evidence)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录的变更")
        verbose_name_plural = _("记录的变更")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="revision_in_state")]
        constraints = [
            *RecordContent.Meta.constraints,
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state="proposed"),
                name="revision_one_open_a_record",
                violation_error_message=_("这条记录已有一项变更等待批准。"),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed")
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="") & ~Q(decided_by=F("created_by")),
                name="revision_decided_by_another",
            ),
        ]

    def __str__(self):
        return str(self.record)

    def get_absolute_url(self):
        return reverse("revision", args=[self.pk])

    def acting_agency_id(self, step):
        return self.record.agency_id

    def excluded(self):
        return self.record.excluded()
