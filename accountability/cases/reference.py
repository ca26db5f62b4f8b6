"""The catalogues that the project ships: inserted once, then the administrator's own."""

import json
from pathlib import Path

from django.db import transaction

from accountability.cases.models import Ground, Measure

FIXTURE = Path(__file__).parent / "fixtures" / "catalogues.json"


@transaction.atomic
def load_catalogues():
    """Insert the shipped grounds and measures that are missing. Returns how many were added."""
    catalogues = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return load(Ground, catalogues["grounds"]) + load(Measure, catalogues["measures"])


def load(model, rows):
    before = model.objects.count()
    made = [model(position=position * 10, **row) for position, row in enumerate(rows, start=1)]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return model.objects.count() - before
