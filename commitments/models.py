"""The tables of this wing's rooms, gathered for Django."""

from commitments.fulfilment.models import Claim, ProgressReport
from commitments.register.models import Commitment, CommitmentKind, Participation

__all__ = ["Claim", "Commitment", "CommitmentKind", "Participation", "ProgressReport"]
