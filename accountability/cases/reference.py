"""The catalogues of grounds and measures that the project ships."""

from pathlib import Path

from django.db import transaction

from accountability.cases.models import Ground, Measure
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "catalogues.json"


@transaction.atomic
def load_catalogues():
    """Returns how many grounds and measures were added."""
    catalogues = read_rows(FIXTURE)
    return insert_missing(Ground, placed(catalogues["grounds"])) + insert_missing(Measure, placed(catalogues["measures"]))


def placed(rows):
    """With room between them for an administrator's own."""
    return [row | {"position": position * 10} for position, row in enumerate(rows, start=1)]
