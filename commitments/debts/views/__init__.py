"""The doors of this room: lists, a debt, a payment, their steps, and what a creditor and the public use without an account."""

from commitments.debts.views.public import AnswerPayment, FindPayment, PublicDebts
from commitments.debts.views.reading import DebtDetail, DebtList, PaymentDetail, PaymentList, Stock
from commitments.debts.views.steps import (
    AmendDebt,
    ConfirmDebt,
    CorrectContact,
    NewDebt,
    PayDebt,
    PublishOverdue,
    ReversePayment,
    WithdrawDebt,
)

__all__ = [
    "AmendDebt",
    "AnswerPayment",
    "ConfirmDebt",
    "CorrectContact",
    "DebtDetail",
    "DebtList",
    "FindPayment",
    "NewDebt",
    "PayDebt",
    "PaymentDetail",
    "PaymentList",
    "PublicDebts",
    "PublishOverdue",
    "ReversePayment",
    "Stock",
    "WithdrawDebt",
]
