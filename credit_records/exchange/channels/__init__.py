"""The ways to a receiver. Each delivers a batch under its key and fetches what was answered; a batch that arrives twice is one batch."""

from credit_records.exchange.channels import folder, http
from credit_records.exchange.channels.problems import Refused, Unreachable
from credit_records.exchange.models import Receiver

WAYS = {Receiver.Way.FOLDER: folder, Receiver.Way.HTTP: http}

__all__ = ["Refused", "Unreachable", "deliver", "fetch"]


def deliver(batch):
    """Send it. Returns what the receiver answered at once (bytes), or None. Raises Unreachable (try again later) or Refused (a person must look)."""
    return WAYS[batch.receiver.way].deliver(batch)


def fetch(batch):
    """The answers that are there by now: a list of bytes, empty while nothing is decided. Raises Unreachable, Refused."""
    return WAYS[batch.receiver.way].fetch(batch)
