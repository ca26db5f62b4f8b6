"""Who asked is told when it has ended."""

from django.utils.translation import gettext as _

from core.events import names
from core.jobs.models import Job
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.JOB_ENDED)
def ended(events):
    jobs = Job.objects.in_bulk({event.object_id for event in events})
    return [as_draft(event, jobs[event.object_id]) for event in events if jobs[event.object_id].asked_by_id]


def as_draft(event, job):
    title = _("%(job)s：已完成") if job.state == Job.State.DONE else _("%(job)s：没有完成")
    return NoticeDraft(job.asked_by_id, event.pk, title % {"job": job}, job.summary or job.error, job.result_url or job.get_absolute_url())
