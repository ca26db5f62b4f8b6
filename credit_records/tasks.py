"""The tasks of this wing's rooms, gathered for Celery."""

from credit_records.exchange import tasks as exchange
from credit_records.ratings import tasks as ratings

__all__ = ["exchange", "ratings"]
