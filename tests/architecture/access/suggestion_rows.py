"""Who may open which address of suggestions; see matrix.py."""

from tests.architecture.access.row import BOTH, CLERKS, CREDIT_OFFICE, EVERYBODY, OVERSEERS, OWN, SIGNED_IN, Row

REGISTRARS = CLERKS | CREDIT_OFFICE | {"supervisor"}
ASKING = {"other_clerk", "supervisor"}  # who handed it over, and supervision
SEEING = OWN | OVERSEERS | {"other_clerk", "other_reviewer"}

ROWS = {
    "suggestions": Row(SIGNED_IN),
    "suggestion_new": Row(REGISTRARS, methods=BOTH, refused=SIGNED_IN - REGISTRARS),
    "proposer": Row(SEEING, "proposer"),
    "proposer_new": Row(ASKING, "suggestion", BOTH, refused=SEEING - ASKING),
    "proposer_remove": Row(ASKING, "proposer", BOTH, refused=SEEING - ASKING),
    "suggestion_find": Row(EVERYBODY, methods=BOTH),
    "suggestion_answer": Row(EVERYBODY, methods=BOTH),
}
