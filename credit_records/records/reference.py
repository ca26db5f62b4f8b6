"""The catalogue that the project ships: record types, and grounds for leniency."""

from pathlib import Path

from core.reference import insert_missing, read_rows
from credit_records.records.models import LeniencyGround, RecordType

FIXTURES = Path(__file__).parent / "fixtures"


def load_catalogue():
    """Returns how many rows were added. A type whose purpose an administrator has given to another is there already."""
    types = insert_missing(RecordType, read_rows(FIXTURES / "record_types.json"))
    return types + insert_missing(LeniencyGround, read_rows(FIXTURES / "leniency_grounds.json"))
