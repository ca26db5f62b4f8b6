"""The kinds of commitment that the project ships."""

from pathlib import Path

from commitments.register.models import CommitmentKind
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "kinds.json"


def load_kinds():
    """Returns how many were added."""
    return insert_missing(CommitmentKind, read_rows(FIXTURE))
