"""Who may open which address of debts, and of what passes on with an agency or a head; see matrix.py."""

from tests.architecture.access.row import BOTH, CLERKS, CREDIT_OFFICE, EVERYBODY, OVERSEERS, OWN, SIGNED_IN, SUBJECT, Row

DEBTS = {
    "public_debts": Row(EVERYBODY),
    "payment_find": Row(EVERYBODY, methods=BOTH),
    "payment_answer": Row(EVERYBODY, methods=BOTH),
    "debts": Row(SIGNED_IN),
    "debt_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "debt_stock": Row(SIGNED_IN),
    "debts_publish": Row(CREDIT_OFFICE | {"supervisor"}, methods=BOTH, refused=SIGNED_IN - CREDIT_OFFICE - {"supervisor"}),
    "debt_payments": Row(SIGNED_IN),
    "debt_payment": Row(OWN | CREDIT_OFFICE | {"supervisor"}, "payment"),
    "debt_payment_reverse": Row({"reviewer"}, "payment", BOTH, refused={"clerk", "supervisor"} | CREDIT_OFFICE),
    "debt": Row(OWN | CREDIT_OFFICE | {"supervisor"}, "debt"),
    "debt_edit": Row({"clerk"}, "draft_debt", BOTH, refused={"reviewer", "supervisor"} | CREDIT_OFFICE),
    "debt_confirm": Row({"reviewer"}, "draft_debt", BOTH, refused={"clerk", "supervisor"} | CREDIT_OFFICE),
    "debt_withdraw": Row({"supervisor"}, "debt", BOTH, refused=OWN | CREDIT_OFFICE),
    "debt_contact": Row({"clerk"}, "debt", BOTH, refused={"reviewer", "supervisor"} | CREDIT_OFFICE),
    "debt_pay": Row({"clerk"}, "debt", BOTH, refused={"reviewer", "supervisor"} | CREDIT_OFFICE),
}

CONTINUITY = {
    "reassignments": Row(SIGNED_IN),
    "reassignments_take": Row(
        {"reviewer", "other_reviewer", "supervisor"}, methods=BOTH, refused=SIGNED_IN - {"reviewer", "other_reviewer", "supervisor"}
    ),
    "reassignments_assign": Row(
        {"reviewer", "other_reviewer", "supervisor"}, methods=BOTH, refused=SIGNED_IN - {"reviewer", "other_reviewer", "supervisor"}
    ),
    "handovers": Row(SIGNED_IN),
    "handover": Row(OWN | OVERSEERS | SUBJECT, "handover"),
    "handover_sign": Row(SUBJECT, "handover", BOTH, refused=OWN | OVERSEERS),
}

ROWS = DEBTS | CONTINUITY
