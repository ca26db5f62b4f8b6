"""The templates of the letters that this room issues."""

from pathlib import Path

from core.papers.models import LetterTemplate
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "letters.json"


def load_letter_templates():
    """Returns how many were added."""
    return insert_missing(LetterTemplate, read_rows(FIXTURE))
