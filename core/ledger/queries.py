"""Where a published thing stands in the chain."""

from core.ledger.models import ChainEntry


def latest_entry(key):
    """The last chain entry under a key, with sequence, time and hash; None for what was never published."""
    return ChainEntry.objects.filter(key=key).order_by("-sequence").defer("content").first()
