from celery import shared_task

from core.events.heartbeats import beat
from core.jobs.services import run_waiting


@shared_task(name="core.jobs.run")
def run():
    """Woken by whoever asks for a job, and by beat. Many may run at once, and it may be run twice: rows are claimed."""
    run_waiting()
    beat("jobs")
