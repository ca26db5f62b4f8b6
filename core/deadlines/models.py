"""Time limits as rows (D3). Overdue has one truth: this row. No other model computes its own lateness."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.scoping import ScopedQuerySet
from core.deadlines.calculation import due_date
from core.deadlines.calendar import current_calendar
from core.deadlines.explanation import explain, explain_fixed, fixed_sentence, sentence
from core.directory.models import Agency
from core.events import names
from core.history import tracked
from core.rules.models import Rule
from core.states.models import Stateful, state_field
from core.states.steps import Step, guarded


class DeadlineQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The staff of the responsible agency and of those that share the task, and those who look across agencies."""
        actor = Actor.of(user)
        return self if actor.oversees else self.of_agencies(actor.agency_ids)

    def of_agencies(self, agency_ids):
        """Limits for which one of these agencies is responsible, or whose task it shares."""
        keys = list(agency_ids)
        return self.filter(Q(agency__in=keys) | Q(other_agency_ids__overlap=keys))

    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def live(self):
        return self.filter(state__in=Deadline.LIVE)

    def owed(self):
        """Limits by which somebody must do something; not the periods that only pass."""
        return self.filter(is_period=False)

    def due_for_check(self, at):
        """What must be looked at on the day `at`: a predicate without a window, so a missed night is made up by the next tick."""
        return self.filter(next_check_on__lte=at, state__in=["running", "overdue"])


@guarded
@tracked
class Deadline(Stateful):
    """期限: one limit of one subject, by when an agency must do something. It explains itself: `explanation` (data), `sentence` (words)."""

    class State(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("中止计算")
        OVERDUE = "overdue", _("已逾期")
        MET = "met", _("按期办结")
        LATE = "late", _("逾期办结")
        FAILED = "failed", _("没有办成")
        CANCELLED = "cancelled", _("已撤销")
        ENDED = "ended", _("期满")

    INITIAL = ("running",)
    LIVE = ("running", "paused", "overdue")
    STEPS = [
        Step("running", "paused", _("中止计算"), event=names.DEADLINE_CHANGED),
        Step("paused", "running", _("恢复计算"), event=names.DEADLINE_CHANGED),
        Step("running", "overdue", _("标记逾期"), event=names.DEADLINE_MISSED),
        Step("overdue", "running", _("期限延长后恢复计时"), event=names.DEADLINE_CHANGED),
        Step("running", "met", _("按期办结"), event=names.DEADLINE_MET),
        Step("running", "late", _("逾期办结"), event=names.DEADLINE_MET),
        Step("overdue", "late", _("逾期办结"), event=names.DEADLINE_MET),
        Step("running", "failed", _("认定没有办成"), event=names.DEADLINE_MISSED),
        Step("paused", "failed", _("认定没有办成"), event=names.DEADLINE_MISSED),
        Step("overdue", "failed", _("认定没有办成"), event=names.DEADLINE_CHANGED),
        Step("running", "cancelled", _("撤销期限"), event=names.DEADLINE_CHANGED),
        Step("paused", "cancelled", _("撤销期限"), event=names.DEADLINE_CHANGED),
        Step("overdue", "cancelled", _("撤销期限"), event=names.DEADLINE_CHANGED),
        Step("running", "ended", _("期满"), event=names.PERIOD_ENDED),
    ]

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    purpose = models.SlugField(_("用途"), max_length=30)  # fulfil, report, review, publish …: one live deadline a subject and purpose
    title = models.CharField(_("事项"), max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="deadlines", verbose_name=_("责任单位"))
    # who shares the task: leads and cooperates. They see the limit and are told; late is the responsible agency
    other_agency_ids = ArrayField(models.BigIntegerField(), verbose_name=_("共同办理的单位"), default=list, blank=True)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="deadlines", verbose_name=_("规则"))
    started_on = models.DateField(_("起算日"))
    amount = models.PositiveIntegerField(_("期限"), null=True, blank=True)  # empty where a document named the day itself
    unit = models.CharField(_("单位"), max_length=20, choices=Rule.Unit.choices)
    fixed_on = models.DateField(_("文件规定日期"), null=True, blank=True)
    extension = models.PositiveIntegerField(_("已延长"), default=0)
    due_on = models.DateField(_("办结时限"), null=True, blank=True)  # the day ends at 24:00 local time; empty while paused
    is_provisional = models.BooleanField(_("日期暂定"), default=False)
    warn_on = ArrayField(models.DateField(), verbose_name=_("提醒日"), default=list, blank=True)
    escalate_on = ArrayField(models.DateField(), verbose_name=_("升级日"), default=list, blank=True)
    # a period that only passes (公示期, 处分期): nobody owes anything; on its due day the sweep ends it
    is_period = models.BooleanField(_("只是经过的期间"), default=False)
    # while a claim that it was done is being verified, the sweep does not look: who claimed in time is not late because others are slow
    is_held = models.BooleanField(_("核验中"), default=False)
    next_check_on = models.DateField(_("下次检查"), null=True, blank=True)
    checked_on = models.DateField(_("上次检查"), null=True, blank=True)
    missed_on = models.DateField(_("逾期起始日"), null=True, blank=True)
    ended_on = models.DateField(_("办结日"), null=True, blank=True)
    failure = models.TextField(_("检查失败"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = state_field(State)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("期限")
        verbose_name_plural = _("期限")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["next_check_on", "id"], name="deadline_next_check", condition=Q(state__in=["running", "overdue"])),
            models.Index(
                fields=["agency", "due_on", "id"], name="deadline_agency_open", condition=Q(state__in=["running", "paused", "overdue"])
            ),
            GinIndex(fields=["other_agency_ids"], name="deadline_shared_open", condition=Q(state__in=["running", "paused", "overdue"])),
            models.Index(fields=["content_type", "object_id"], name="deadline_of_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "purpose"],
                condition=Q(state__in=["running", "paused", "overdue"]),
                name="deadline_live_once",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=False) | Q(fixed_on__isnull=False), name="deadline_has_a_limit"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(state__in=["paused", "failed", "cancelled"]), name="deadline_running_has_due"
            ),
            models.CheckConstraint(condition=Q(is_held=False) | Q(next_check_on=None), name="deadline_held_is_not_checked"),
            models.CheckConstraint(
                condition=Q(is_period=True, state__in=["running", "ended", "cancelled"]) | Q(is_period=False) & ~Q(state="ended"),
                name="deadline_period_only_passes",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="deadline_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.subject.get_absolute_url()

    @property
    def concerned_agency_ids(self):
        """The responsible agency first, then those that share the task."""
        return [self.agency_id, *self.other_agency_ids]

    def refusal(self, step, actor):
        """Nothing is checked here: the service that moves a deadline has checked who may move its subject."""
        return ""

    def computation(self, calendar=None):
        """How the due day was counted; None where a document named the day itself."""
        if self.fixed_on:
            return None
        return due_date(
            start=self.started_on,
            amount=self.amount,
            unit=self.unit,
            pauses=tuple((pause.asked_on, pause.answered_on) for pause in self.pauses.all()),
            extension=self.extension,
            runs=self.rule.runs,
            calendar=calendar or current_calendar(),
        )

    @cached_property
    def explanation(self):
        """The computation as JSON-able data: rule, basis, start, days, skipped days and why, pauses, extension."""
        if self.fixed_on:
            return explain_fixed(self.fixed_on, started_on=self.started_on, due_on=self.due_on, rule=self.rule)
        rule = self.rule
        return explain(self.computation(), rule_code=rule.code, rule_name=rule.name, legal_basis=rule.legal_basis)

    @property
    def sentence(self):
        """The explanation in words, in the reader's language."""
        return fixed_sentence(self.explanation) if self.fixed_on else sentence(self.explanation)

    def working_days_left(self, today=None):
        """Working days from today to the due day: 0 on the due day itself, negative when overdue, None while paused."""
        today = today or timezone.localdate()
        return None if self.due_on is None else current_calendar().working_days_between(today, self.due_on)


@tracked
class Pause(models.Model):
    """中止: from the day after `asked_on` up to and including `answered_on` the clock stood still."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="pauses", verbose_name=_("期限"))
    asked_on = models.DateField(_("中止日"))
    answered_on = models.DateField(_("恢复日"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人"))

    class Meta:
        verbose_name = _("中止记录")
        verbose_name_plural = _("中止记录")
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")), name="pause_ends_after_it_begins"),
            models.UniqueConstraint(fields=["deadline"], condition=Q(answered_on=None), name="pause_one_open"),
        ]

    def __str__(self):
        return f"{self.deadline} {self.asked_on}"


@tracked
class Extension(models.Model):
    """延长: by how many units the limit grew, why, and who approved it."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="extensions", verbose_name=_("期限"))
    amount = models.PositiveIntegerField(_("延长"))
    reason = models.CharField(_("理由"), max_length=300)
    approved_by = models.ForeignKey("core.User", models.PROTECT, related_name="+", verbose_name=_("批准人"))
    approved_at = models.DateTimeField(_("批准时间"), default=timezone.now)

    class Meta:
        verbose_name = _("延期记录")
        verbose_name_plural = _("延期记录")
        ordering = ["approved_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="extension_is_positive")]

    def __str__(self):
        return f"{self.deadline} +{self.amount}"
