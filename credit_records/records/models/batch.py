"""批次: records that came in one sheet, with one set of papers for all, and are confirmed together."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.models import Role
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.evidence.models import Evidence
from core.history import tracked
from core.jobs.models import Job
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded
from credit_records.records.models.file import DRAFTERS, staff_agencies


class RecordBatchQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The credit office, and those who enter records for the agency whose batch it is."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        return self if actor.has(Role.CREDIT_OFFICE) else self.filter(agency__in=staff_agencies(actor))

    def of_sheet(self, sha256):
        """Batches whose sheet has this content and that were not given up."""
        return self.filter(sheet__sha256=sha256).exclude(state__in=["discarded", "refused"])


@guarded
@tracked
class RecordBatch(Scoped, Stateful):
    """批次: one sheet of records, from the upload to the decision. Its papers prove each of its records."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("正在核对")
        CHECKED = "checked", _("已核对")
        IN_REVIEW = "in_review", _("已录入，待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("整批不予认定")
        DISCARDED = "discarded", _("已放弃")

    INITIAL = ("uploaded",)
    STEPS = [
        Step("uploaded", "checked", _("核对")),
        Step("checked", "in_review", _("全部录入"), who=DRAFTERS),
        Step("uploaded", "discarded", _("放弃这一批"), who=DRAFTERS),
        Step("checked", "discarded", _("放弃这一批"), who=DRAFTERS),
        Step("in_review", "confirmed", _("整批确认"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
        Step("in_review", "refused", _("整批不予认定"), who=(Role.CREDIT_OFFICE,), needs=("reason",), maker_is_not_checker=True),
    ]

    title = models.CharField(_("批次名称"), max_length=120)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("录入单位"))
    sheet = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", verbose_name=_("表格"))
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("最近的任务"))
    headers = models.JSONField(_("列名"), default=list, blank=True)
    # what the latest check found; together they are all rows
    good = models.PositiveIntegerField(_("可以录入"), default=0)
    known = models.PositiveIntegerField(_("已有"), default=0)
    bad = models.PositiveIntegerField(_("有误"), default=0)
    created_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("录入人"))
    created_at = models.DateTimeField(_("上传时间"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交人"))
    entered_at = models.DateTimeField(_("录入时间"), null=True, blank=True)
    decided_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    state = state_field(State)

    evidence = GenericRelation(Evidence)
    deadlines = GenericRelation(Deadline)

    objects = RecordBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("记录批次")
        verbose_name_plural = _("记录批次")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="batch_of_agency"),
            models.Index(fields=["state", "-id"], name="batch_in_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["in_review", "confirmed", "refused"])
                | Q(bad=0, entered_by__isnull=False, entered_at__isnull=False),
                name="batch_entered_without_a_bad_row",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "refused"]) | Q(decided_by__isnull=False) & ~Q(reason=""),
                name="batch_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("created_by")) & ~Q(decided_by=F("entered_by")),
                name="batch_maker_is_not_checker",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("import", args=[self.pk])

    def makers(self, step):
        return {self.created_by_id, self.entered_by_id}

    @property
    def is_busy(self):
        return self.job is not None and self.job.is_live

    @property
    def papers(self):
        """What proves each of its records."""
        return self.evidence.exclude(pk=self.sheet_id)


class SheetRowQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the batch."""
        return self.filter(batch__in=RecordBatch.objects.visible_to(user))


class SheetRow(Scoped):
    """表格里的一行 that does not become a record: it is bad, or its record is there already. Replaced by the next check."""

    class Kind(models.TextChoices):
        BAD = "bad", _("有误")
        KNOWN = "known", _("已有")

    batch = models.ForeignKey(RecordBatch, models.CASCADE, related_name="rows", verbose_name=_("批次"))
    number = models.PositiveIntegerField(_("行号"))
    kind = models.CharField(_("情况"), max_length=10, choices=Kind.choices)
    cells = models.JSONField(_("内容"), default=list)
    problems = models.JSONField(_("原因"), default=list)  # pairs of a column's header and the reason

    objects = SheetRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("没有录入的行")
        verbose_name_plural = _("没有录入的行")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="sheet_row_once")]
        indexes = [models.Index(fields=["batch", "kind", "number"], name="sheet_row_of_kind")]

    def __str__(self):
        return f"{self.batch} {self.number}"

    @property
    def reasons(self):
        return [f"{header}：{words}" if header else words for header, words in self.problems]
