"""The doors of this room: projects and problems as lists and pages, who leads, stages, and the steps of a problem."""

from commitments.projects.views.reading import ProblemDetail, ProblemList, ProjectDetail, ProjectList
from commitments.projects.views.steps import (
    AddStage,
    AssignProblem,
    ConfirmProblem,
    EndLead,
    ExtendProblem,
    NameLead,
    RaiseProblem,
    ReturnProblem,
    SendBackProblem,
    SolveProblem,
    WithdrawProblem,
)

__all__ = [
    "AddStage",
    "AssignProblem",
    "ConfirmProblem",
    "EndLead",
    "ExtendProblem",
    "NameLead",
    "ProblemDetail",
    "ProblemList",
    "ProjectDetail",
    "ProjectList",
    "RaiseProblem",
    "ReturnProblem",
    "SendBackProblem",
    "SolveProblem",
    "WithdrawProblem",
]
