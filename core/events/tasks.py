from celery import shared_task

from core.events.heartbeats import beat
from core.events.services import deliver_all


@shared_task(name="core.events.deliver")
def deliver():
    """Deliver what is due. Many may run at once; a bound keeps one task short."""
    deliver_all(most=20_000)
    beat("events")


@shared_task(name="core.heartbeat")
def heartbeat():
    """Sent by beat, run by a worker: both are alive when this row is fresh."""
    beat("beat")
