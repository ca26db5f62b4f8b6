"""The doors of this room: the list, a contract, its steps, and what a clerk enters while it runs."""

from commitments.contracts.views.reading import ContractDetail, ContractList
from commitments.contracts.views.steps import (
    BreachContract,
    ClaimDuty,
    ConfirmContract,
    EnterDay,
    NewContract,
    PerformContract,
    SettleContract,
    TerminateContract,
    UpdateStage,
)

__all__ = [
    "BreachContract",
    "ClaimDuty",
    "ConfirmContract",
    "ContractDetail",
    "ContractList",
    "EnterDay",
    "NewContract",
    "PerformContract",
    "SettleContract",
    "TerminateContract",
    "UpdateStage",
]
