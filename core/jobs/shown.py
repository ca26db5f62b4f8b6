"""A job as pages show it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.jobs.models import Job
from core.pages.parts import Fact, Mark

MARKS = {Job.State.WAITING: "plain", Job.State.RUNNING: "warn", Job.State.DONE: "done", Job.State.FAILED: "bad"}


def mark(job):
    return Mark(MARKS[job.state], job.get_state_display())


def progress_words(job):
    """已处理 1,200 / 100,000; while it waits, how many come before it."""
    if job.state == Job.State.WAITING:
        before = Job.objects.filter(state__in=["waiting", "running"], pk__lt=job.pk).count()
        return ngettext("前面还有%(count)d个任务", "前面还有%(count)d个任务", before) % {"count": before} if before else _("马上开始")
    if not job.total:
        return _("已处理%(done)s") % {"done": f"{job.done:,}"} if job.done else _("正在准备")
    return _("已处理%(done)s，共%(total)s") % {"done": f"{job.done:,}", "total": f"{job.total:,}"}


def facts(job):
    return [
        Fact(_("发起"), job.asked_by or _("系统"), job.created_at),
        Fact(_("开始"), job.started_at or _("还没有")),
        Fact(_("结束"), job.ended_at or _("还没有")),
    ]
