"""The category tree that the project ships: inserted once, then the administrator's own."""

import json
from pathlib import Path

from django.db import transaction

from disclosure.items.models import Category

FIXTURE = Path(__file__).parent / "fixtures" / "categories.json"


@transaction.atomic
def load_categories():
    """Insert the shipped categories that are missing, parents first. Returns how many were added."""
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    known, added = {category.code: category for category in Category.objects.all()}, 0
    for position, row in enumerate(rows, start=1):
        if row["code"] not in known:
            parent = known.get(row.pop("parent", ""))
            known[row["code"]] = Category.objects.create(parent=parent, position=position * 10, **row)
            added += 1
    return added
