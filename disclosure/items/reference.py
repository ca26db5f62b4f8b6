"""The category tree that the project ships."""

from pathlib import Path

from django.db import transaction

from core.reference import read_rows
from disclosure.items.models import Category

FIXTURE = Path(__file__).parent / "fixtures" / "categories.json"


@transaction.atomic
def load_categories():
    """Insert the shipped categories that are missing, parents first. Returns how many were added."""
    rows = read_rows(FIXTURE)
    known, added = {category.code: category for category in Category.objects.all()}, 0
    for position, row in enumerate(rows, start=1):
        if row["code"] not in known:
            parent = known.get(row.pop("parent", ""))
            known[row["code"]] = Category.objects.create(parent=parent, position=position * 10, **row)
            added += 1
    return added
