from celery import shared_task

from core.deadlines.calendar_watch import watch_calendar
from core.deadlines.sweep import sweep as sweep_now
from core.events.heartbeats import beat


@shared_task(name="core.deadlines.sweep")
def sweep():
    """Beat wakes this every minute. Two at once, or one run twice, change nothing."""
    sweep_now()
    beat("sweep")


@shared_task(name="core.deadlines.watch_calendar")
def calendar():
    """Beat wakes this every hour; what it says, it says once a week."""
    watch_calendar()
