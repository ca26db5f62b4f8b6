"""Writing and checking the public hash chain."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from core.ledger.models import ChainEntry

FIRST = "0" * 64
# one writer at a time, so that the sequence has no gap and each entry knows the one before; held until the commit
LOCK = "SELECT pg_advisory_xact_lock(hashtext('core.ledger.chain'))"


def canonical(content):
    """The bytes that are hashed: JSON with sorted keys and no white space."""
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(*parts):
    return hashlib.sha256(b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in parts)).hexdigest()


def entry_digest(sequence, kind, key, content_hash, previous_hash, created_at):
    return digest(sequence, kind, key, content_hash, previous_hash, created_at.isoformat())


def lock_chain():
    """Whoever publishes takes this lock first and holds it until the commit (docs/concurrency.md)."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


@transaction.atomic
def append(kind, entries):
    """Append (key, content) pairs to the chain, in order. Content is what the public sees, as JSON. Returns the entries.

    The caller holds the chain's lock (lock_chain) since before it read or wrote what it publishes.
    """
    last = ChainEntry.objects.order_by("-sequence").values_list("sequence", "entry_hash").first()
    sequence, previous = last or (0, FIRST)
    rows, now = [], timezone.now()
    for key, content in entries:
        sequence += 1
        content = json.loads(canonical(content))
        content_hash = digest(canonical(content))
        entry_hash = entry_digest(sequence, kind, key, content_hash, previous, now)
        rows.append(
            ChainEntry(
                sequence=sequence,
                kind=kind,
                key=key,
                content=content,
                content_hash=content_hash,
                previous_hash=previous,
                entry_hash=entry_hash,
                created_at=now,
            )
        )
        previous = entry_hash
    return ChainEntry.objects.bulk_create(rows, batch_size=1000)


def broken_entries():
    """Sequences of the entries that do not fit: changed content, a changed entry, a gap or a broken link. Reads the chain once."""
    expected, previous = 1, FIRST
    for entry in ChainEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        fits = (
            entry.sequence == expected
            and entry.previous_hash == previous
            and entry.content_hash == digest(canonical(entry.content))
            and entry.entry_hash
            == entry_digest(entry.sequence, entry.kind, entry.key, entry.content_hash, entry.previous_hash, entry.created_at)
        )
        if not fits:
            yield entry
        expected, previous = entry.sequence + 1, entry.entry_hash
