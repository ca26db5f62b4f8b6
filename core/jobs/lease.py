"""The sign of life of a running job, and how far it is.

The work is one transaction, so nothing that it writes shows before its end, its progress least of all. A thread beside it has a connection of its
own, as every thread has in Django, and writes both in one small statement a second: progress needs no second store that could
disagree with the row, the work never waits for it, and it goes on during a single long statement. A killed worker takes its thread with it.

Work that hangs would be kept alive by it for ever. So each kind has a longest time: when it is over, the lease ends with words on the row, and so does the
process, for nothing else stops work that waits for what never comes. What it had not committed is rolled back; whoever claims next marks the job failed.
"""

import logging
import os
import time
from datetime import timedelta
from threading import Event, Thread

from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events.heartbeats import beat
from core.jobs.models import Job
from core.jobs.registry import longest_of
from core.texts import in_the_portals_language

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
EVERY = 1  # second


class Lease(Thread):
    """`with Lease(job):` keeps the job's lease and its progress fresh until the block ends."""

    def __init__(self, job):
        super().__init__(name=f"lease of job {job.pk}", daemon=True)
        self.job, self.ended = job, Event()
        self.over_at = time.monotonic() + longest_of(job.kind).total_seconds()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *problem):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(EVERY):
            try:
                if time.monotonic() > self.over_at:
                    self.give_up()
                self.renew()
            except Error as error:
                logger.warning("the lease of job %s was not renewed: %r", self.job.pk, error)
                connection.close()
        connection.close()

    def renew(self):
        """Only while the row is still ours: who was given up for dead and lives must not take it back."""
        if self.mine().update(leased_until=timezone.now() + LEASE, done=self.job.done, total=self.job.total):
            beat("jobs")  # a worker that is busy for long is not silent

    def mine(self):
        return Job.objects.filter(pk=self.job.pk, state="running", attempts=self.job.attempts)

    def give_up(self):
        """End the lease and the process; a worker's parent, or who watches it, begins another."""
        self.mine().update(leased_until=timezone.now(), error=too_long(self.job))
        logger.error("job %s took longer than it may: its process ends", self.job.pk)
        end_process()


@in_the_portals_language
def too_long(job):
    words = _("处理超过了最长时间（%(minutes)d分钟），已经停止。请联系系统管理员（任务第%(number)d号）。")
    return words % {"minutes": longest_of(job.kind).total_seconds() // 60, "number": job.pk}


def end_process():
    os._exit(os.EX_TEMPFAIL)
