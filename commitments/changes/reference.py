"""The reasons for a change that the project ships."""

from pathlib import Path

from commitments.changes.models import LawfulReason
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "reasons.json"


def load_reasons():
    """Returns how many were added."""
    return insert_missing(LawfulReason, read_rows(FIXTURE))
