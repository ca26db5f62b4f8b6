"""The use cases of applications: receiving, accepting, asking others, the clock, deciding."""

from commitments.cases.services.accepting import (
    accept_by_silence,
    accept_case,
    check_may_notify,
    check_may_supply,
    notify_missing,
    refuse_acceptance,
    supply_papers,
)
from commitments.cases.services.clock import check_may_extend, extend_case, pause_case, resume_case, why_not_extend
from commitments.cases.services.deciding import decide_case, deliver_case, propose_decision, send_back, withdraw_case
from commitments.cases.services.opinions import answer_opinion, check_may_answer, consent_by_silence
from commitments.cases.services.receiving import (
    check_may_hand_over,
    check_may_hand_over_to_agency,
    hand_over_to_agency,
    hand_over_to_person,
    look_up,
    open_case,
    reseal_cases,
    why_not_hand_over,
)

__all__ = [
    "accept_by_silence",
    "accept_case",
    "answer_opinion",
    "check_may_answer",
    "check_may_extend",
    "check_may_hand_over",
    "check_may_hand_over_to_agency",
    "check_may_notify",
    "check_may_supply",
    "consent_by_silence",
    "decide_case",
    "deliver_case",
    "extend_case",
    "hand_over_to_agency",
    "hand_over_to_person",
    "look_up",
    "notify_missing",
    "open_case",
    "pause_case",
    "propose_decision",
    "refuse_acceptance",
    "reseal_cases",
    "resume_case",
    "send_back",
    "supply_papers",
    "why_not_extend",
    "why_not_hand_over",
    "withdraw_case",
]
