"""Whether the public still sees what was published: the chain against itself, and each public row against its last chain entry."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from core.ledger.models import ChainEntry
from core.ledger.services import broken_entries, canonical, digest
from core.search.models import PublicEntry
from core.search.publication import content_of


@dataclass(frozen=True)
class Finding:
    """What does not fit. `fault`: "chain" (an entry of it), "missing" (a row is gone), or how a row differs, see fault_of()."""

    fault: str
    key: str
    title: str = ""
    sequence: int | None = None


def findings():
    """Everything that does not fit, in constant memory: the chain and the public rows are each read once."""
    for entry in broken_entries():
        yield Finding("chain", entry.key, sequence=entry.sequence)
    last = ChainEntry.objects.filter(key=OuterRef("key")).order_by("-sequence")
    rows = PublicEntry.objects.annotate(last_kind=Subquery(last.values("kind")[:1]), last_hash=Subquery(last.values("content_hash")[:1]))
    for row in rows.order_by("pk").iterator(chunk_size=1000):
        if fault := fault_of(row):
            yield Finding(fault, row.key, row.title)
    gone = ChainEntry.objects.exclude(kind="attested").filter(~Exists(PublicEntry.objects.filter(key=OuterRef("key"))))
    for key in gone.order_by("key").values_list("key", flat=True).distinct().iterator(chunk_size=1000):
        yield Finding("missing", key)


def fault_of(row):
    """How a public row differs from the last thing that the chain says of it; empty where it does not."""
    if row.last_kind is None:
        return "unchained"
    if row.withdrawn_at:
        return "" if row.last_kind == "withdrawn" else "withdrawn"
    if row.last_kind == "withdrawn":
        return "shown"
    shown = digest(canonical(content_of(row)))
    return "" if shown == row.last_hash == row.content_hash else "changed"
