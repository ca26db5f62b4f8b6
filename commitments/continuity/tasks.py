from celery import shared_task

from commitments.continuity.services import watch as watch_now


@shared_task(name="commitments.continuity.watch")
def watch():
    """Beat wakes this every five minutes. Two at once, or one run twice, change nothing."""
    watch_now()
