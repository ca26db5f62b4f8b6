"""Where a published thing stands in the chain, and where the chain ends."""

from core.ledger.models import ChainEntry


def latest_entry(key):
    """The last chain entry under a key, with sequence, time and hash; None for what was never published."""
    return ChainEntry.objects.filter(key=key).order_by("-sequence").defer("content").first()


def last_entry():
    """The newest entry of the whole chain: whatever was published or taken down since, there is a newer one. None before the first."""
    return ChainEntry.objects.order_by("-sequence").defer("content").first()
