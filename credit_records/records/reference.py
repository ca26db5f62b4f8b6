"""The catalogue of record types that the project ships, as facts in JSON: loaded once, then the administrator's own."""

import json
from pathlib import Path

from credit_records.records.models import RecordType

FIXTURE = Path(__file__).parent / "fixtures" / "record_types.json"


def load_record_types():
    """Insert the shipped types that are missing; one that is there stays as its administrator left it. Returns how many were added."""
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    before = RecordType.objects.count()
    # the unique columns also skip a type whose purpose an administrator has given to another
    RecordType.objects.bulk_create([RecordType(**row) for row in rows], ignore_conflicts=True)
    return RecordType.objects.count() - before
