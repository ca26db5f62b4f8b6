"""Long work for a worker that is killed in the middle of it. What a job did is a heartbeat a step: one effect, one row."""

import time

from core.accounts.actor import Actor
from core.events.models import Heartbeat
from core.jobs.registry import job
from core.jobs.services import enqueue

STEPS = 5
SECONDS = 0.1  # that a step takes


@job("chaos_whole", label="一次办完的任务")
def whole(job):
    """All or nothing: a second run must find nothing of the first, or it fails at the first row that is there."""
    for step in range(STEPS):
        do(job, step)


@job("chaos_steps", label="分步办的任务", in_steps=True)
def in_steps(job):
    """Each step is committed; a second run goes on where the first stopped."""
    for step in range(effects(job).count(), STEPS):
        do(job, step)


def do(job, step):
    Heartbeat.objects.create(name=f"{prefix(job)}{step}")
    job.advance(step + 1, STEPS)
    time.sleep(SECONDS)


def prefix(job):
    return f"effect of {job.pk}: "


def effects(job=None):
    return Heartbeat.objects.filter(name__startswith=prefix(job) if job else "effect of ")


def ask_for_jobs(count):
    for number in range(count):
        enqueue(("chaos_whole", "chaos_steps")[number % 2], by=Actor.system("chaos"))
