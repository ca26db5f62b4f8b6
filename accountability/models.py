"""The tables of this wing's rooms, gathered for Django."""

from accountability.cases.models import Case, Ground, Measure
from accountability.complaints.models import Clue

__all__ = ["Case", "Clue", "Ground", "Measure"]
