"""Who may open which address of key projects; see matrix.py. The problems were raised by 市人社局 and are solved by it, unless a row says otherwise."""

from tests.architecture.access.row import BOTH, CREDIT_OFFICE, EVERYBODY, OVERSEERS, OWN, SIGNED_IN, Row

ROWS = {
    "public_projects": Row(EVERYBODY),
    "projects": Row(SIGNED_IN),
    "problems": Row(SIGNED_IN),
    "project": Row(OWN | OVERSEERS, "project"),
    "project_lead": Row({"supervisor"}, "project", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "project_lead_end": Row({"supervisor"}, "project", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "project_stage": Row({"clerk", "supervisor"}, "project", BOTH, refused={"reviewer", "inspector"} | CREDIT_OFFICE),
    "problem_raise": Row(OWN | {"supervisor"}, "project", BOTH, refused={"inspector"} | CREDIT_OFFICE),
    "problem": Row(OWN | OVERSEERS, "raised_problem"),
    "problem_assign": Row({"supervisor"}, "raised_problem", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "problem_extend": Row({"supervisor"}, "assigned_problem", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "problem_solve": Row({"clerk"}, "assigned_problem", BOTH, refused={"reviewer"} | OVERSEERS),
    "problem_return": Row(OWN, "assigned_problem", BOTH, refused=OVERSEERS),
    "problem_confirm": Row({"supervisor"}, "solved_problem", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "problem_send_back": Row({"supervisor"}, "solved_problem", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "problem_withdraw": Row(OWN | {"supervisor"}, "raised_problem", BOTH, refused=CREDIT_OFFICE | {"inspector"}),
}
