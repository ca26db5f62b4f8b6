"""The catalogue that the project ships: purposes of a credit check, and measures."""

from pathlib import Path

from core.reference import insert_missing, read_rows
from credit_records.measures.models import MeasureType, Purpose

FIXTURES = Path(__file__).parent / "fixtures"


def load_measures():
    """Returns how many rows were added."""
    return insert_missing(Purpose, read_rows(FIXTURES / "purposes.json")) + insert_missing(
        MeasureType, read_rows(FIXTURES / "measures.json")
    )
