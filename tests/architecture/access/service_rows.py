"""Who may open which address of guides and applications; see matrix.py."""

from tests.architecture.access.row import BOTH, CLERKS, EVERYBODY, OTHER, OWN, SIGNED_IN, Row

ROWS = {
    "public_services": Row(EVERYBODY),
    "public_service": Row(EVERYBODY, "public_guide"),
    "service_items": Row(SIGNED_IN),
    "service_item_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "service_item": Row(OWN | {"supervisor"}, "service_draft"),
    "service_item_edit": Row({"clerk"}, "service_draft", BOTH, refused={"reviewer", "supervisor"}),
    "service_item_submit": Row({"clerk"}, "service_draft", BOTH, refused={"reviewer", "supervisor"}),
    "service_item_decide": Row({"reviewer"}, "service_in_review", BOTH, refused={"clerk", "supervisor"}),
    "service_item_revise": Row({"clerk"}, "public_guide", BOTH, refused={"reviewer", "supervisor"}),
    "service_item_withdraw": Row({"reviewer"}, "public_guide", BOTH, refused={"clerk", "supervisor"}),
    "service_case_find": Row(EVERYBODY, methods=BOTH),
    "service_cases": Row(SIGNED_IN),
    "service_case_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "service_cases_refused": Row(SIGNED_IN),
    "service_case": Row(OWN | {"supervisor"}, "service_case"),
    "service_case_accept": Row({"clerk"}, "service_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_notify": Row({"clerk"}, "service_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_refuse": Row({"clerk"}, "service_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_supply": Row({"clerk"}, "incomplete_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_propose": Row({"clerk"}, "accepted_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_pause": Row({"clerk"}, "accepted_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_resume": Row({"clerk"}, "paused_case", BOTH, refused={"reviewer", "supervisor"}),
    "service_case_extend": Row({"reviewer"}, "accepted_case", BOTH, refused={"clerk", "supervisor"}),
    "service_case_send_back": Row({"reviewer"}, "proposed_case", BOTH, refused={"clerk", "supervisor"}),
    "service_case_decide": Row({"reviewer"}, "proposed_case", BOTH, refused={"clerk", "supervisor"}),
    "service_case_deliver": Row({"clerk"}, "decided_case", BOTH, refused={"reviewer", "supervisor"}),
    # who was asked first, and the reviewer
    "service_case_to_person": Row(OWN, "case_for_a_colleague", BOTH, refused={"supervisor"}),
    "service_case_to_agency": Row(OWN, "service_case", BOTH, refused={"supervisor"}),
    "service_case_withdraw": Row({"clerk"}, "service_case", BOTH, refused={"reviewer", "supervisor"}),
    "opinion_answer": Row(OTHER, "opinion", BOTH, refused=OWN | {"supervisor"}),
}
