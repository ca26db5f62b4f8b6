from celery import shared_task

from core.accounts.actor import Actor
from credit_records.ratings.services.asking import ask_due

WATCH = Actor.system("ratings")


@shared_task(name="credit_records.ratings.rate_due")
def rate_due():
    """Beat wakes this every ten minutes; what is over and not rated is rated, however long ago it was over."""
    ask_due(by=WATCH)
