"""The receivers and layouts that the project ships: closed, for nobody but the city's own people begins to send."""

from pathlib import Path

from django.db import transaction

from core.reference import read_rows
from credit_records.exchange.models import Layout, Receiver

FIXTURE = Path(__file__).parent / "fixtures" / "receivers.json"


@transaction.atomic
def load_receivers():
    """Returns how many receivers were added; one that is there stays as its administrator left it."""
    known = set(Receiver.objects.values_list("code", flat=True))
    rows = [row for row in read_rows(FIXTURE) if row["code"] not in known]
    for row in rows:
        layouts = row.pop("layouts")
        receiver = Receiver.objects.create(**row)
        Layout.objects.bulk_create(Layout(receiver=receiver, **layout) for layout in layouts)
    return len(rows)
