"""The tables of this wing's rooms, gathered for Django."""

from commitments.assessment.models import AssessedCommitment, AssessmentIndicator, YearlyAssessment
from commitments.cases.models import MissingPapers, Opinion, ServiceCase
from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.continuity.models import Handover, Reassignment
from commitments.contracts.models import Contract, ContractDuty, ContractKind, ContractStage
from commitments.debts.models import Allocation, CreditorAnswer, Debt, Instalment, OverdueYear, Payment
from commitments.fulfilment.models import Claim, ProgressReport
from commitments.intake.models import DraftTask, DraftUnit, IntakeDocument
from commitments.items.models import GuideVersion, ServiceItem
from commitments.lists.models import Ballot, ListItem, YearlyList
from commitments.projects.models import Problem, ProjectLead
from commitments.register.models import Commitment, CommitmentKind, Dependency, Participation
from commitments.suggestions.models import Proposer
from commitments.urging.models import Urge
from commitments.visits.models import SiteVisit

__all__ = [
    "Allocation",
    "AssessedCommitment",
    "AssessmentIndicator",
    "Ballot",
    "ChangeRequest",
    "Claim",
    "Commitment",
    "CommitmentKind",
    "Contract",
    "ContractDuty",
    "ContractKind",
    "ContractStage",
    "CreditorAnswer",
    "Debt",
    "Dependency",
    "DraftTask",
    "DraftUnit",
    "GuideVersion",
    "Handover",
    "Instalment",
    "IntakeDocument",
    "LawfulReason",
    "ListItem",
    "MissingPapers",
    "Opinion",
    "OverdueYear",
    "Participation",
    "Payment",
    "Problem",
    "ProgressReport",
    "ProjectLead",
    "Proposer",
    "Reassignment",
    "ServiceCase",
    "ServiceItem",
    "SiteVisit",
    "Urge",
    "YearlyAssessment",
    "YearlyList",
]
