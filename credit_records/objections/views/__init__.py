"""The doors of this room: the lists, an objection, its steps, and what a citizen uses without an account."""

from credit_records.objections.views.public import FollowObjection, ObjectInPublic, Receipt, TakeBackObjection
from credit_records.objections.views.reading import ObjectionDetail, ObjectionList
from credit_records.objections.views.steps import (
    AnswerObjection,
    AskSource,
    DecideObjection,
    NewObjection,
    PauseObjection,
    ProposeCorrection,
    ProposeOutcome,
    RefuseObjection,
    ResumeObjection,
    ReturnProposal,
    WithdrawObjection,
)

__all__ = [
    "AnswerObjection",
    "AskSource",
    "DecideObjection",
    "FollowObjection",
    "NewObjection",
    "ObjectInPublic",
    "ObjectionDetail",
    "ObjectionList",
    "PauseObjection",
    "ProposeCorrection",
    "ProposeOutcome",
    "Receipt",
    "RefuseObjection",
    "ResumeObjection",
    "ReturnProposal",
    "TakeBackObjection",
    "WithdrawObjection",
]
