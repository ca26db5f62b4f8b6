"""The indicators that the project ships."""

from pathlib import Path

from commitments.assessment.models import AssessmentIndicator
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "indicators.json"


def load_indicators():
    """Returns how many were added."""
    return insert_missing(AssessmentIndicator, read_rows(FIXTURE))
