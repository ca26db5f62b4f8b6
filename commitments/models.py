"""The tables of this wing's rooms, gathered for Django."""

from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.fulfilment.models import Claim, ProgressReport
from commitments.intake.models import DraftTask, DraftUnit, IntakeDocument
from commitments.register.models import Commitment, CommitmentKind, Dependency, Participation

__all__ = [
    "ChangeRequest",
    "Claim",
    "Commitment",
    "CommitmentKind",
    "Dependency",
    "DraftTask",
    "DraftUnit",
    "IntakeDocument",
    "LawfulReason",
    "Participation",
    "ProgressReport",
]
