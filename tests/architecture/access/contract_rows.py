"""Who may open which address of contracts; see matrix.py."""

from tests.architecture.access.row import BOTH, CLERKS, CREDIT_OFFICE, OVERSEERS, OWN, SIGNED_IN, Row

ROWS = {
    "contracts": Row(SIGNED_IN),
    "contract_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "contract": Row(OWN | OVERSEERS, "contract"),
    "contract_confirm": Row({"reviewer"}, "draft_contract", BOTH, refused={"clerk"} | OVERSEERS),
    "contract_perform": Row({"reviewer"}, "contract", BOTH, refused={"clerk"} | OVERSEERS),
    "contract_breach": Row({"reviewer", "supervisor"}, "contract", BOTH, refused={"clerk", "inspector"} | CREDIT_OFFICE),
    "contract_settle": Row({"reviewer"}, "breached_contract", BOTH, refused={"clerk"} | OVERSEERS),
    "contract_terminate": Row({"supervisor"}, "contract", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "contract_day": Row({"clerk"}, "procurement_contract", BOTH, refused={"reviewer"} | OVERSEERS),
    "contract_stage": Row({"clerk"}, "contract_stage", BOTH, refused={"reviewer"} | OVERSEERS),
    "contract_duty_claim": Row({"clerk"}, "contract_duty", BOTH, refused={"reviewer"} | OVERSEERS),
}
