"""Long work as a row: who asked for what, how far it is, what came of it."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.scoping import Scoped, ScopedQuerySet
from core.directory.models import Agency
from core.events import names
from core.evidence.models import Evidence
from core.jobs.registry import find_kind, kinds
from core.states.models import Stateful, state_field
from core.states.steps import CITY_ROLES, Step, guarded


class JobQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own; and those of the kinds that one's roles may look at, of one's own agency or of the whole city."""
        actor = Actor.of(user)
        if not actor.is_person:
            return self.none()
        seen = Q(asked_by=user)
        for kind in kinds():
            agencies = {agency for role, agency in actor.memberships if role in kind.readers and role not in CITY_ROLES}
            everywhere = actor.has(*(role for role in kind.readers if role in CITY_ROLES))
            seen |= Q(kind=kind.code) if everywhere else Q(kind=kind.code, agency__in=agencies)
        return self.filter(seen)

    def claimable(self, now=None):
        """What waits, and what a worker began that has given no sign of life since."""
        return self.filter(Q(state="waiting") | Q(state="running", leased_until__lt=now or timezone.now()))


@guarded
class Job(Scoped, Stateful):
    """任务: one piece of long work, done by a worker in one transaction. Its steps are its history, in the events."""

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        FAILED = "failed", _("没有完成")

    INITIAL = ("waiting",)
    STEPS = [
        Step("waiting", "running", _("开始")),
        Step("running", "waiting", _("重新排队")),
        Step("running", "done", _("完成"), event=names.JOB_ENDED),
        Step("running", "failed", _("停止"), event=names.JOB_ENDED),
    ]

    kind = models.SlugField(_("种类"), max_length=60)
    arguments = models.JSONField(_("参数"), default=dict, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))
    done = models.PositiveIntegerField(_("已处理"), default=0)
    total = models.PositiveIntegerField(_("共"), default=0)  # 0: not known yet
    result = models.JSONField(_("结果"), default=dict, blank=True)
    error = models.TextField(_("原因"), blank=True)
    # how often a worker has begun it; and until when the one that has it now is believed alive
    attempts = models.PositiveSmallIntegerField(_("开始次数"), default=0)
    leased_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    asked_by = models.ForeignKey("core.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发起人"))
    created_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    state = state_field(State)

    evidence = GenericRelation(Evidence)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], name="job_unfinished", condition=Q(state__in=["waiting", "running"])),
            models.Index(fields=["asked_by", "-id"], name="job_of_asker"),
            models.Index(fields=["kind", "-id"], name="job_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="running") | Q(leased_until__isnull=False), name="job_running_is_leased"),
            models.CheckConstraint(condition=~Q(state__in=["done", "failed"]) | Q(ended_at__isnull=False), name="job_ended_says_when"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="job_failed_says_why"),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"),
        ]

    def __str__(self):
        found = find_kind(self.kind)
        return str(found.label) if found else self.kind

    def get_absolute_url(self):
        return reverse("job", args=[self.pk])

    @property
    def by(self):
        """The Actor for whom it is done, in the roles of today; a job that no person asked for is the system's."""
        return Actor.of(self.asked_by) if self.asked_by else Actor.system(self.kind)

    @property
    def source(self):
        """The Evidence that came with it, or None."""
        return self.evidence.order_by("pk").first()

    @property
    def is_live(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def percent(self):
        if self.state == self.State.DONE:
            return 100
        return 100 * self.done // self.total if self.total else 0

    @property
    def result_url(self):
        found = find_kind(self.kind)
        return found.result_url(self) if found and self.state == self.State.DONE else ""

    @property
    def summary(self):
        found = find_kind(self.kind)
        return found.summary(self) if found and self.state == self.State.DONE else ""

    def advance(self, done, total=None):
        """Say how far it is. Only in memory: the lease writes it down, so this costs the work nothing."""
        self.total = max(self.total if total is None else total, 0)
        self.done = min(done, self.total) if self.total else done
