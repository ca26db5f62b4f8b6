"""Asking for long work, and doing it exactly once whatever dies meanwhile."""

import logging
from contextlib import nullcontext

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.errors import DomainError
from core.evidence.services import attach
from core.history import acting
from core.jobs.lease import LEASE, Lease
from core.jobs.models import Job
from core.jobs.registry import find_kind
from core.states.services import transition
from core.texts import in_the_portals_language

logger = logging.getLogger(__name__)

WORKER = Actor.system("jobs")
MOST_ATTEMPTS = 5


class Superseded(Exception):
    """This worker was given up for dead, and another one has the job."""


@transaction.atomic
def enqueue(kind, *, by, arguments=None, source=None, agency=None, most_bytes=None):
    """Ask for a job of this kind; a worker takes it after the commit. Who may ask, the caller has checked.

    `source`: an uploaded file that is kept as evidence, of at most `most_bytes`; `agency`: whose job it is. Raises what attach() raises.
    """
    if find_kind(kind) is None:
        raise LookupError(f"no job is called {kind}")
    job = Job.objects.create(kind=kind, arguments=arguments or {}, asked_by=by.user, agency=agency)
    if source is not None:
        attach(subject=job, files=[source], by=by, most_bytes=most_bytes)
    transaction.on_commit(wake, robust=True)
    return job


def wake():
    """Ask a worker to begin now. Beat repairs what this loses, so a broker that is away is no error."""
    from core.jobs.tasks import run

    try:
        run.apply_async(retry=False)
    except Exception:
        logger.warning("the broker is away; beat will begin the job later")


@in_the_portals_language
def run_waiting():
    """Run what can be claimed, one after the other, until nothing is left. Returns how many."""
    count = 0
    while job := claim():
        run(job)
        count += 1
    return count


@transaction.atomic
def claim():
    """The oldest job that nobody has, now leased to the caller; None if there is none. Two workers never wait for each other."""
    rows = Job.objects.claimable().order_by("pk").select_for_update(of=("self",), skip_locked=True, no_key=True)
    while job := rows.select_related("asked_by").first():
        if job.attempts < MOST_ATTEMPTS and not job.error:
            return begun(job)
        words = _("处理中断了%(count)d次，没有完成，数据没有改动。请联系系统管理员（任务第%(number)d号）。")
        # its lease has left words where it took too long (see lease.py)
        end(job, to="failed", error=job.error or words % {"count": job.attempts, "number": job.pk})
    return None


def begun(job):
    if job.state == Job.State.RUNNING:  # its worker died: what it did was rolled back
        transition(job, to="waiting", by=WORKER)
    now = timezone.now()
    write(job, attempts=job.attempts + 1, started_at=now, leased_until=now + LEASE, done=0, total=0)
    return transition(job, to="running", by=WORKER)


def run(job):
    """Do the work and mark it done in one transaction: what is marked done was done, and nothing is done twice. Work in steps commits its own.

    A failure rolls the work back and is kept on the row. When the database goes away, or lets one of two transactions give way, nothing is
    written: the lease runs out, and the job is taken again.
    """
    with Lease(job):
        try:
            with whole(job), acting(job.by):
                finish(job, find_kind(job.kind).function(job) or {})
        except Superseded:
            logger.warning("job %s was taken by another worker; what this one did is rolled back", job.pk)
        except OperationalError as error:
            logger.warning("job %s will be taken again: %r", job.pk, error)
        except Exception as error:
            logger.exception("job %s failed", job.pk)
            fail(job, error)


def whole(job):
    return nullcontext() if find_kind(job.kind).in_steps else transaction.atomic()


@transaction.atomic
def finish(job, result):
    check_still_ours(job)
    end(job, to="done", result=result, done=job.total or job.done, total=job.total)


@transaction.atomic
def fail(job, error):
    """Keep words on the row that say what to do; nothing else of the job is left."""
    try:
        check_still_ours(job)
    except Superseded:
        return
    words = _("处理中出了系统错误，已经记入日志，数据没有改动。请联系系统管理员（任务第%(number)d号）。") % {"number": job.pk}
    end(job, to="failed", error=error.message if isinstance(error, DomainError) else words, done=job.done, total=job.total)


def check_still_ours(job):
    """Lock the row. Raises Superseded if another worker has begun it meanwhile."""
    mine = Job.objects.filter(pk=job.pk, state="running", attempts=job.attempts).select_for_update(no_key=True)
    if not mine.values_list("pk", flat=True).first():
        raise Superseded


def end(job, *, to, **columns):
    write(job, ended_at=timezone.now(), **columns)
    transition(job, to=to, by=WORKER)


def write(job, **columns):
    for name, value in columns.items():
        setattr(job, name, value)
    job.save(update_fields=columns)
