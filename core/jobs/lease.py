"""The sign of life of a running job, and how far it is.

The work is one transaction, so nothing that it writes shows before its end, its progress least of all. A thread beside it has a connection of its
own, as every thread has in Django, and writes both in one small statement a second: progress needs no second store that could
disagree with the row, the work never waits for it, and it goes on during a single long statement. A killed worker takes its thread with it.
"""

import logging
from datetime import timedelta
from threading import Event, Thread

from django.db import Error, connection
from django.utils import timezone

from core.jobs.models import Job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
EVERY = 1  # second


class Lease(Thread):
    """`with Lease(job):` keeps the job's lease and its progress fresh until the block ends."""

    def __init__(self, job):
        super().__init__(name=f"lease of job {job.pk}", daemon=True)
        self.job, self.ended = job, Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *problem):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(EVERY):
            try:
                self.renew()
            except Error as error:
                logger.warning("the lease of job %s was not renewed: %r", self.job.pk, error)
                connection.close()
        connection.close()

    def renew(self):
        """Only while the row is still ours: who was given up for dead and lives must not take it back."""
        mine = Job.objects.filter(pk=self.job.pk, state="running", attempts=self.job.attempts)
        mine.update(leased_until=timezone.now() + LEASE, done=self.job.done, total=self.job.total)
