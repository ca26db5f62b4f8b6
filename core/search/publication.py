"""Publishing: the public row, its search entry and its chain entry, in one transaction. What is not written here the public does not see."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.ledger.services import append, canonical, digest, lock_chain
from core.search.grams import grams, normalised
from core.search.models import PublicEntry

CONTENT = ("key", "kind", "number", "title", "text", "agency_id", "path", "state", "mark", "due_on", "facts")


@dataclass(frozen=True)
class Publication:
    """What the public shall see of one thing. `facts` is JSON with whatever the public page shows beside the columns.

    `found_by`: words of the page that stand neither in title, number nor text, by which it is found all the same: its agency, whom it is for.
    """

    key: str
    kind: str
    title: str
    agency_id: int
    path: str
    state: str
    mark: str = "plain"
    number: str = ""
    text: str = ""
    due_on: date | None = None
    found_by: str = ""
    facts: dict = field(default_factory=dict)


def publish(publication):
    """Show this to the public, or renew what is shown; nothing happens if nothing changed. Returns the PublicEntry."""
    publish_many([publication])
    return PublicEntry.objects.get(key=publication.key)


@transaction.atomic
def publish_many(publications):
    """Publish many things at once: one statement for the rows, one run of the chain."""
    lock_chain()
    publications = list(publications)
    shown = dict(
        PublicEntry.objects.filter(key__in=[one.key for one in publications], withdrawn_at=None).values_list("key", "content_hash")
    )
    contents = {one.key: content_of(one) for one in publications}
    changed = [one for one in publications if shown.get(one.key) != digest(canonical(contents[one.key]))]
    rows = [row_of(one, contents[one.key]) for one in changed]
    update = [
        name
        for name in (*CONTENT, "updated_at", "withdrawn_at", "withdrawal_reason", "content_hash", "search_text", "grams")
        if name != "key"
    ]
    PublicEntry.objects.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=["key"], update_fields=update)
    append("published", [(one.key, contents[one.key]) for one in changed])


def withdraw(key, *, reason):
    """Take something down, everywhere, and leave a chain entry that says so. Returns whether it was shown."""
    return bool(withdraw_many({key: reason}))


@transaction.atomic
def withdraw_many(reasons):
    """Take many things down at once: one statement a reason, one run of the chain. `reasons`: {key: reason}. Returns the keys that were shown."""
    lock_chain()
    now = timezone.now()
    shown = list(PublicEntry.objects.filter(key__in=reasons, withdrawn_at=None).order_by("pk").values_list("key", flat=True))
    for reason in dict.fromkeys(reasons[key] for key in shown):
        keys = [key for key in shown if reasons[key] == reason]
        PublicEntry.objects.filter(key__in=keys).update(withdrawn_at=now, updated_at=now, withdrawal_reason=reason)
    append("withdrawn", [(key, {"key": key, "reason": reasons[key]}) for key in shown])
    return shown


def content_of(row):
    """What is hashed of a Publication or PublicEntry: all that the public sees."""
    return {name: getattr(row, name) for name in CONTENT}


def row_of(publication, content):
    search_text = normalised(f"{publication.title} {publication.number} {publication.text} {publication.found_by}")
    return PublicEntry(
        **content, content_hash=digest(canonical(content)), search_text=search_text, grams=grams(search_text), updated_at=timezone.now()
    )
