"""The catalogue of record types that the project ships."""

from pathlib import Path

from core.reference import insert_missing, read_rows
from credit_records.records.models import RecordType

FIXTURE = Path(__file__).parent / "fixtures" / "record_types.json"


def load_record_types():
    """Returns how many were added. A type whose purpose an administrator has given to another is there already."""
    return insert_missing(RecordType, read_rows(FIXTURE))
