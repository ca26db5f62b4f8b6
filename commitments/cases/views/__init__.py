"""The doors of this room: lists, an application, its steps, and what its applicant uses without an account."""

from commitments.cases.views.public import FindCase
from commitments.cases.views.reading import CaseDetail, CaseList, RefusedList
from commitments.cases.views.steps import (
    AcceptCase,
    AnswerOpinion,
    DecideCase,
    DeliverCase,
    ExtendCase,
    NotifyMissing,
    OpenCase,
    PauseCase,
    ProposeDecision,
    RefuseAcceptance,
    ResumeCase,
    SendBack,
    SupplyPapers,
    ToAgency,
    ToPerson,
    WithdrawCase,
)

__all__ = [
    "AcceptCase",
    "AnswerOpinion",
    "CaseDetail",
    "CaseList",
    "DecideCase",
    "DeliverCase",
    "ExtendCase",
    "FindCase",
    "NotifyMissing",
    "OpenCase",
    "PauseCase",
    "ProposeDecision",
    "RefuseAcceptance",
    "RefusedList",
    "ResumeCase",
    "SendBack",
    "SupplyPapers",
    "ToAgency",
    "ToPerson",
    "WithdrawCase",
]
