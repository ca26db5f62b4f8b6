"""The use cases of debts: entering and confirming, paying and taking back, the creditor's answer, the yearly publication."""

from commitments.debts.services.amending import amend_debt, check_may_amend, check_may_reach, correct_contact
from commitments.debts.services.answers import answer_payment, look_up_payment, reseal_debts
from commitments.debts.services.debts import confirm_debt, enter_debt, may_enter, withdraw_debt
from commitments.debts.services.payments import check_may_pay, check_may_reverse, pay_debt, reverse_payment
from commitments.debts.services.publication import check_may_publish, publish_overdue

__all__ = [
    "amend_debt",
    "answer_payment",
    "check_may_amend",
    "check_may_pay",
    "check_may_publish",
    "check_may_reach",
    "check_may_reverse",
    "confirm_debt",
    "correct_contact",
    "enter_debt",
    "look_up_payment",
    "may_enter",
    "pay_debt",
    "publish_overdue",
    "reseal_debts",
    "reverse_payment",
    "withdraw_debt",
]
