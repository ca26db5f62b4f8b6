from celery import shared_task

from core.events.heartbeats import beat
from credit_records.exchange.services import ask_for_receipts, make_batches, send_all


@shared_task(name="credit_records.exchange.run")
def run():
    """Make batches, send them, fetch receipts. Many may run at once, and it may be run twice: rows are claimed. A bound keeps one task short."""
    make_batches()
    send_all(most=50)
    ask_for_receipts(most=50)
    beat("exchange")
