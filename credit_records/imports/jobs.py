"""The long work of this room, as kinds of jobs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.models import Role
from core.jobs.registry import job
from credit_records.imports import batches, services
from credit_records.records.models import RecordBatch

READERS = (Role.CLERK, Role.AGENCY_REVIEWER, Role.CREDIT_OFFICE)


def batch_of(job):
    return RecordBatch.objects.get(pk=job.arguments["batch"])


def batch_url(job):
    return batch_of(job).get_absolute_url()


def found(job):
    words = _("可以录入%(good)s条，已有%(known)s条，有误%(bad)s行")
    return words % {name: f"{job.result[name]:,}" for name in ("good", "known", "bad")}


def entered(job):
    return _("录入了%(count)s条，等信用办确认") % {"count": f"{job.result['entered']:,}"}


def decided(job):
    words = _("办了%(decided)s条")
    if job.result["left"]:
        words = _("办了%(decided)s条，%(left)s条涉及你本人或者你所在的单位，要由另一位同事办")
    return words % {name: f"{job.result[name]:,}" for name in ("decided", "left")}


@job("records_check", label=gettext_lazy("核对表格里的记录"), readers=READERS, result_url=batch_url, summary=found)
def check(job):
    return services.check_sheet(batch=batch_of(job), by=job.by, advance=job.advance)


@job("records_enter", label=gettext_lazy("录入表格里的记录"), readers=READERS, result_url=batch_url, summary=entered)
def enter(job):
    return services.enter_sheet(batch=batch_of(job), by=job.by, advance=job.advance)


@job("records_confirm", label=gettext_lazy("整批确认记录"), readers=READERS, result_url=batch_url, summary=decided, in_steps=True)
def confirm(job):
    return batches.decide_records(batch=batch_of(job), to="confirmed", by=job.by, reason=job.arguments["reason"], advance=job.advance)


@job("records_refuse", label=gettext_lazy("整批不予认定"), readers=READERS, result_url=batch_url, summary=decided, in_steps=True)
def refuse(job):
    return batches.decide_records(batch=batch_of(job), to="refused", by=job.by, reason=job.arguments["reason"], advance=job.advance)
