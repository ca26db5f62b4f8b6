"""Kinds of work for the tests. What they did is a heartbeat: one effect, one row."""

import time
from datetime import timedelta

from django.db import OperationalError, transaction

from core.accounts.models import Role
from core.errors import DomainError
from core.events.models import Heartbeat
from core.jobs.registry import job


@job("test_mark", label="标记", readers=[Role.CREDIT_OFFICE, Role.AGENCY_REVIEWER], summary=lambda job: f"做了{job.result['marked']}件")
def mark(job):
    for number in range(3):
        Heartbeat.objects.create(name=f"mark {number}")
        job.advance(number + 1, 3)
    return {"marked": 3}


@job("test_refused", label="被拒")
def refused(job):
    mark(job)
    raise DomainError("too_late", "已经过期，请重新上传。")


@job("test_broken", label="出错")
def broken(job):
    mark(job)
    raise ZeroDivisionError


@job("test_slow", label="费时")
def slow(job):
    """The first worker gets no further than the middle; the next one does it all."""
    mark(job)
    if job.attempts == 1:
        job.advance(40, 100)
        time.sleep(60)


@job("test_away", label="断线")
def away(job):
    mark(job)
    if job.attempts == 1:
        raise OperationalError("the database is away")


@job("test_steps", label="分步", in_steps=True)
def in_steps(job):
    """The first worker commits two steps and stops in the middle of the third."""
    for number in range(Heartbeat.objects.filter(name__startswith="mark").count(), 5):
        with transaction.atomic():
            Heartbeat.objects.create(name=f"mark {number}")
            job.advance(number + 1, 5)
            if job.attempts == 1 and number == 2:
                time.sleep(60)


@job("test_hangs", label="停不下来", longest=timedelta(seconds=2))
def hangs(job):
    mark(job)
    time.sleep(60)
