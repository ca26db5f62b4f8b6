"""The use cases of contracts: entering and putting in force, how they end, and what is entered while they run."""

from commitments.contracts.services.contracts import confirm_contract, enter_contract, may_enter
from commitments.contracts.services.endings import breach_contract, breach_for_missed, perform_contract, settle_contract, terminate_contract
from commitments.contracts.services.performance import (
    check_days_are_open,
    check_may_claim,
    check_may_keep,
    claim_duty,
    enter_day,
    open_days,
    update_stage,
)

__all__ = [
    "breach_contract",
    "breach_for_missed",
    "check_days_are_open",
    "check_may_claim",
    "check_may_keep",
    "claim_duty",
    "confirm_contract",
    "enter_contract",
    "enter_day",
    "may_enter",
    "open_days",
    "perform_contract",
    "settle_contract",
    "terminate_contract",
    "update_stage",
]
