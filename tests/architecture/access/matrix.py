"""Who may open which address. One row an address; an address without a row fails.

`who` lists those who get the page. Everybody else is told that there is no such page (404): what one may not see does not exist.
`refused` lists those who may know of the page but not use it (403, or a refusal at the form).
A visitor who has not signed in is sent to sign in, unless listed.
"Own" is the agency that the target belongs to (市人社局), "other" one that has nothing to do with it (市住建局).
"""

from dataclasses import dataclass, field

OWN = {"clerk", "reviewer"}
OTHER = {"other_clerk", "other_reviewer"}
CREDIT_OFFICE = {"credit_office"}
SUPERVISION = {"supervisor", "inspector"}
OVERSEERS = CREDIT_OFFICE | SUPERVISION
ADMINISTRATOR = {"administrator"}
SUBJECT = {"subject"}  # the civil servant whom the target is about; has an account and no role
STAFF = OWN | OTHER | OVERSEERS | ADMINISTRATOR
SIGNED_IN = STAFF | SUBJECT
EVERYBODY = SIGNED_IN | {"anonymous"}
CLERKS = {"clerk", "other_clerk"}
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


@dataclass(frozen=True)
class Row:
    """`target`: the name of a function in targets.py that makes what the address is about. `methods`: those that are tried."""

    who: set
    target: str = ""
    methods: tuple = GET
    refused: set = field(default_factory=set)
    query: str = ""  # what the address needs behind it
    public: bool = False  # a visitor who may not see it is told 404 like everybody, not asked to sign in


SIGN_IN = {
    "login": Row(EVERYBODY),
    "logout": Row(EVERYBODY, methods=POST),
    "second_factor": Row(SIGNED_IN, methods=BOTH),
    "account": Row(SIGNED_IN),
    "password_change": Row(SIGNED_IN, methods=BOTH),
    "second_factor_setup": Row(SIGNED_IN),
    # there is nothing to see before a second factor is being set up
    "second_factor_code": Row(set()),
    "second_factor_backup_codes": Row(set(), methods=POST),
    "second_factor_remove": Row(SIGNED_IN, methods=BOTH),
}

PUBLIC = {
    "home": Row(EVERYBODY),
    "search": Row(EVERYBODY),
    "about": Row(EVERYBODY),
    "accessibility": Row(EVERYBODY),
    "open_data": Row(EVERYBODY),
    "verify": Row(EVERYBODY),
    "verify_code": [Row(EVERYBODY, "public_paper"), Row(set(), "no_paper", public=True)],
    "verify_paper": [Row(EVERYBODY, "public_paper"), Row(set(), "no_paper", public=True)],
    "preferences": Row(EVERYBODY),
    "public_lists": Row(EVERYBODY),
    "public_list": [Row(EVERYBODY, "announced_list"), Row(set(), "draft_list", public=True)],
    "ballot": [Row(EVERYBODY, "voted_list", BOTH), Row(set(), "announced_list", BOTH, public=True)],
    "ballot_asked": Row(EVERYBODY),
    "ballot_confirm": Row(EVERYBODY, "ballot_token", BOTH),
    "photo": [Row(EVERYBODY, "photo"), Row(set(), "photo_taken_down", public=True)],
    "photo_small": [Row(EVERYBODY, "photo"), Row(set(), "photo_taken_down", public=True)],
    "health": Row(EVERYBODY),
    "agencies": Row(EVERYBODY),
    "agency": Row(EVERYBODY, "agency"),
    "public_commitments": Row(EVERYBODY),
    "public_commitment": Row(EVERYBODY, "commitment"),
    "commitment_calendar": Row(EVERYBODY),
    "commitment_calendar_file": Row(EVERYBODY),
    "commitment_comparison": Row(EVERYBODY),
    "commitment_embedded": Row(EVERYBODY, "commitment"),
    "commitment_badge": Row(EVERYBODY, "commitment"),
    "commitment_feed": Row(EVERYBODY, "commitment"),
    "agency_feed": Row(EVERYBODY, "agency"),
    "search_feed": Row(EVERYBODY, query="?q=市"),
    "subscribe": Row(EVERYBODY, methods=BOTH, query="?q=市"),
    "subscription_asked": Row(EVERYBODY),
    "subscription_confirm": Row(EVERYBODY, "token_to_confirm", BOTH),
    "subscription_leave": Row(EVERYBODY, "token_to_leave", BOTH),
    "public_items": Row(EVERYBODY),
    "public_item": [Row(EVERYBODY, "published_item"), Row(set(), "item_in_review", public=True)],
    "public_record": [
        Row(EVERYBODY, "record_in_force"),
        Row(set(), "record", public=True),
        Row(set(), "record_of_person_in_force", public=True),
    ],
    "objection_public": [
        Row(EVERYBODY, "record_in_force", BOTH),
        Row(set(), "record", BOTH, public=True),
        Row(set(), "record_of_person_in_force", BOTH, public=True),
    ],
    "objection_receipt": Row(EVERYBODY),
    "objection_follow": Row(EVERYBODY, methods=BOTH),
    "objection_take_back": Row(EVERYBODY, methods=BOTH),
    "public_cases": Row(EVERYBODY),
    "public_case": [Row(EVERYBODY, "closed_case"), Row(set(), "case", public=True)],
    "public_ratings": Row(EVERYBODY),
    "public_rating": [Row(EVERYBODY, "published_rating"), Row(set(), "agency", public=True)],
    "public_rating_file": [Row(EVERYBODY, "rating_file"), Row(set(), "no_rating_file", public=True)],
    "api_ratings": Row(EVERYBODY),
    "api_rating": [Row(EVERYBODY, "published_rating"), Row(set(), "agency", public=True)],
    "api_search": Row(EVERYBODY, query="?q=市"),
    "api_nothing": Row(set(), "nowhere", public=True),
    "api_ledger": Row(EVERYBODY),
    "api_agencies": Row(EVERYBODY),
    "api_agency": Row(EVERYBODY, "agency"),
    "api_commitments": Row(EVERYBODY),
    "api_commitment": Row(EVERYBODY, "commitment"),
    "api_items": Row(EVERYBODY),
    "api_item": [Row(EVERYBODY, "published_item"), Row(set(), "item_in_review", public=True)],
    "api_records": Row(EVERYBODY),
    "api_record": [
        Row(EVERYBODY, "record_in_force"),
        Row(set(), "record", public=True),
        Row(set(), "record_of_person_in_force", public=True),
    ],
    "api_cases": Row(EVERYBODY),
    "api_case": [Row(EVERYBODY, "closed_case"), Row(set(), "case", public=True)],
    "api": Row(EVERYBODY),
    "api_schema": Row(EVERYBODY),
}

WORK = {
    "work": Row(SIGNED_IN),
    "work_all": Row(SIGNED_IN),
    "work_hand_over": Row(SIGNED_IN, methods=POST),
    "leaves": Row(SIGNED_IN),
    "leave_new": Row(SIGNED_IN, methods=BOTH),
    "leave_cancel": Row({"clerk", "reviewer"}, "absence", BOTH),
    "help": Row(SIGNED_IN),
    "dashboard": Row(CREDIT_OFFICE),  # others find their work in 待办, and see the lists as far as they may
    "inbox": Row(SIGNED_IN),
    "notice": Row({"clerk"}, "notice"),
    "notices_read_all": Row(SIGNED_IN, methods=POST),
    "jobs": Row(SIGNED_IN),
    "job": Row(OWN | CREDIT_OFFICE, "job"),
    "papers": Row(SIGNED_IN),
    "paper": Row({"clerk"} | CREDIT_OFFICE, "issued_paper"),
    "paper_pdf": Row({"clerk"} | CREDIT_OFFICE, "issued_paper"),
    "evidence": [Row(OWN | CREDIT_OFFICE, "evidence_of_record"), Row({"clerk"}, "evidence_of_nothing")],
}

RECORDS = {
    "records": Row(SIGNED_IN),
    "records_waiting": Row(SIGNED_IN),
    "record_new": Row(OWN | OTHER | CREDIT_OFFICE, methods=BOTH, refused=SUPERVISION | ADMINISTRATOR | SUBJECT),
    "record": [
        Row(OWN | CREDIT_OFFICE, "record"),
        Row(OWN | OVERSEERS, "record_in_force"),
        Row(OVERSEERS | SUBJECT, "record_of_person_in_force"),
    ],
    "record_edit": Row(OWN | CREDIT_OFFICE, "record", BOTH),
    "record_prove": Row(OWN | CREDIT_OFFICE, "record", BOTH),
    "record_submit": Row(OWN | CREDIT_OFFICE, "record", BOTH),
    "record_confirm": Row(CREDIT_OFFICE, "record_in_review", BOTH, refused=OWN),
    "record_send_back": Row(CREDIT_OFFICE, "record_in_review", BOTH, refused=OWN),
    "record_dismiss": Row(CREDIT_OFFICE, "record_in_review", BOTH, refused=OWN),
    "record_correct": Row(CREDIT_OFFICE, "record_in_force", BOTH, refused=OWN | SUPERVISION),
    "record_revoke": Row(CREDIT_OFFICE, "record_in_force", BOTH, refused=OWN | SUPERVISION),
    "revisions": Row(SIGNED_IN),
    "revision": Row(CREDIT_OFFICE, "revision"),
    "revision_approve": Row(CREDIT_OFFICE, "revision", BOTH),
    "revision_refuse": Row(CREDIT_OFFICE, "revision", BOTH),
    "imports": Row(SIGNED_IN),
    "import_new": Row(OWN | OTHER | CREDIT_OFFICE, methods=BOTH, refused=SUPERVISION | ADMINISTRATOR | SUBJECT),
    "import_template": Row(SIGNED_IN),
    "import": Row(OWN | CREDIT_OFFICE, "batch"),
    "import_rows": Row(OWN | CREDIT_OFFICE, "batch"),
    "import_records": Row(OWN | CREDIT_OFFICE, "batch"),
    "import_recheck": Row(OWN | CREDIT_OFFICE, "batch", BOTH),
    "import_enter": Row(OWN | CREDIT_OFFICE, "batch", BOTH),
    "import_discard": Row(OWN | CREDIT_OFFICE, "batch", BOTH),
    "import_confirm": Row(CREDIT_OFFICE, "batch_in_review", BOTH, refused=OWN),
    "import_refuse": Row(CREDIT_OFFICE, "batch_in_review", BOTH, refused=OWN),
    "measures": Row(SIGNED_IN),
    "eligibilities": Row(SIGNED_IN),
    "eligibility_new": Row(OWN | OTHER | CREDIT_OFFICE, methods=BOTH, refused=SUPERVISION | ADMINISTRATOR | SUBJECT),
    "eligibility": Row(OWN | CREDIT_OFFICE, "eligibility"),
    "eligibility_letter": Row(OWN | CREDIT_OFFICE, "eligibility", BOTH),
    "exchange": Row(SIGNED_IN),
    "exchange_send": Row(CREDIT_OFFICE, methods=BOTH, refused=SIGNED_IN - CREDIT_OFFICE),
    "transmission": [Row(CREDIT_OFFICE, "transmission_rejected"), Row(OWN | CREDIT_OFFICE, "transmission_accepted")],
    "transmission_again": Row(CREDIT_OFFICE, "transmission_rejected", BOTH),
    "transmission_abandon": Row(CREDIT_OFFICE, "transmission_rejected", BOTH),
    "exchange_batches": Row(SIGNED_IN),
    "exchange_batch": Row(CREDIT_OFFICE, "exchange_batch"),
    "exchange_batch_resend": Row(CREDIT_OFFICE, "exchange_batch_refused", BOTH),
    "exchange_batch_discard": Row(CREDIT_OFFICE, "exchange_batch_refused", BOTH),
    "objections": Row(SIGNED_IN),
    "objection_new": [
        Row(OWN, "record_in_force", BOTH, refused=OVERSEERS),
        Row(SUBJECT, "record_of_person_in_force", BOTH, refused=OVERSEERS),
    ],
    "objection": [
        Row(OWN | CREDIT_OFFICE | {"inspector"}, "objection"),
        Row(OWN | CREDIT_OFFICE | {"inspector"}, "objection_asked"),
        Row(CREDIT_OFFICE | {"inspector"}, "objection_to_own_entry"),
        Row(SUBJECT | CREDIT_OFFICE | {"inspector"}, "objection_of_person"),
    ],
    "objection_ask": Row(CREDIT_OFFICE, "objection_to_own_entry", BOTH, refused={"inspector"}),
    "objection_answer": Row(OWN, "objection_asked", BOTH, refused=CREDIT_OFFICE | {"inspector"}),
    "objection_propose": Row(CREDIT_OFFICE, "objection", BOTH, refused=OWN | {"inspector"}),
    "objection_correct": Row(CREDIT_OFFICE, "objection", BOTH, refused=OWN | {"inspector"}),
    "objection_decide": Row(CREDIT_OFFICE, "objection_proposed", BOTH, refused=OWN | {"inspector"}),
    "objection_return": Row(CREDIT_OFFICE, "objection_proposed", BOTH, refused=OWN | {"inspector"}),
    "objection_refuse": Row(CREDIT_OFFICE, "objection", BOTH, refused=OWN | {"inspector"}),
    "objection_withdraw": Row(OWN, "objection", BOTH, refused=CREDIT_OFFICE | {"inspector"}),
    "objection_pause": Row(CREDIT_OFFICE, "objection", BOTH, refused=OWN | {"inspector"}),
    "objection_resume": Row(CREDIT_OFFICE, "objection", BOTH, refused=OWN | {"inspector"}),
    "repairs": Row(SIGNED_IN),
    "repair_new": [
        Row({"clerk"}, "record_in_force", BOTH, refused={"reviewer"} | OVERSEERS),
        Row(SUBJECT, "record_of_person_in_force", BOTH, refused=OVERSEERS),
    ],
    "leniency_new": Row({"clerk"}, "record_in_force", BOTH, refused={"reviewer"} | OVERSEERS),
    "repair": [
        Row(OWN | CREDIT_OFFICE | {"inspector"}, "repair"),
        Row(SUBJECT | CREDIT_OFFICE | {"inspector"}, "repair_of_person"),
    ],
    "repair_accept": Row(CREDIT_OFFICE, "repair", BOTH, refused=OWN | {"inspector"}),
    "repair_not_accept": Row(CREDIT_OFFICE, "repair", BOTH, refused=OWN | {"inspector"}),
    "repair_propose": Row(CREDIT_OFFICE, "repair_accepted", BOTH, refused=OWN | {"inspector"}),
    "repair_return": Row(CREDIT_OFFICE, "repair_proposed", BOTH, refused=OWN | {"inspector"}),
    "repair_decide": Row(CREDIT_OFFICE, "repair_proposed", BOTH, refused=OWN | {"inspector"}),
    "repair_paper": Row(OWN | CREDIT_OFFICE | {"inspector"}, "repair_approved"),
    "files": Row(SIGNED_IN),
    "credit_query": Row(EVERYBODY, query="?q=市"),
    "public_report": Row(EVERYBODY, "agency", POST),
    "nothing_found": Row(EVERYBODY, "agency", POST),
    "nothing_found_new": [
        Row(OWN | CREDIT_OFFICE, "file_of_agency", BOTH, refused=SUPERVISION),
        Row(set(), "file_of_person"),
    ],
    "report_new": [
        Row(OWN | CREDIT_OFFICE, "file_of_agency", BOTH, refused=SUPERVISION),
        Row(CREDIT_OFFICE | SUBJECT, "file_of_person", BOTH, refused=SUPERVISION),
    ],
    "queries": Row(SIGNED_IN),
    "query_new": Row(SIGNED_IN, methods=BOTH),
    "query": Row({"other_clerk"} | OVERSEERS, "query"),
    "query_grant": Row(CREDIT_OFFICE, "query", BOTH, refused={"other_clerk"} | SUPERVISION),
    "query_refuse": Row(CREDIT_OFFICE, "query", BOTH, refused={"other_clerk"} | SUPERVISION),
    "query_withdraw": Row({"other_clerk"}, "query", BOTH, refused=OVERSEERS),
    "query_revoke": Row(CREDIT_OFFICE, "granted_query", BOTH, refused={"other_clerk"} | SUPERVISION),
    "looks": Row(SIGNED_IN),
    "file_looks": [
        Row(OWN | OVERSEERS, "file_of_agency"),
        Row(OVERSEERS | SUBJECT, "file_of_person"),
        Row(OVERSEERS | SUBJECT | {"other_clerk"}, "file_behind_a_grant"),
    ],
    "file": [
        Row(OWN | OVERSEERS, "file_of_agency"),
        Row(OVERSEERS | SUBJECT, "file_of_person"),
        Row(OVERSEERS | SUBJECT | {"other_clerk"}, "file_behind_a_grant"),
    ],
}

RATINGS = {
    "rating_runs": Row(SIGNED_IN),
    "rating_run": [Row(SIGNED_IN, "rating_run"), Row(OVERSEERS, "what_if_run")],
    "rating": [Row(OWN | OVERSEERS, "rating_of_agency"), Row(OVERSEERS | SUBJECT, "rating_of_person")],
    "rating_recompute": Row(OVERSEERS, "rating_run", BOTH, refused=SIGNED_IN - OVERSEERS),
    "rating_rule_sets": Row(SIGNED_IN),
    "rating_rule_set": [Row(SIGNED_IN, "approved_rule_set"), Row(OVERSEERS | ADMINISTRATOR, "draft_rule_set")],
    "rating_rule_set_try": Row(CREDIT_OFFICE, "draft_rule_set", BOTH, refused=SUPERVISION | ADMINISTRATOR),
    "rating_rule_set_submit": Row(CREDIT_OFFICE | ADMINISTRATOR, "draft_rule_set", BOTH, refused=SUPERVISION),
    "rating_rule_set_approve": Row(CREDIT_OFFICE, "rule_set_in_review", BOTH, refused=SUPERVISION | ADMINISTRATOR),
    "rating_rule_set_send_back": Row(CREDIT_OFFICE, "rule_set_in_review", BOTH, refused=SUPERVISION | ADMINISTRATOR),
    "rating_rule_set_copy": Row(
        CREDIT_OFFICE | ADMINISTRATOR, "approved_rule_set", BOTH, refused=SIGNED_IN - CREDIT_OFFICE - ADMINISTRATOR
    ),
}

COMMITMENTS = {
    "commitments": Row(SIGNED_IN),
    "commitment_new": Row(
        CLERKS | CREDIT_OFFICE | {"supervisor"},
        methods=BOTH,
        refused={"reviewer", "other_reviewer", "inspector"} | ADMINISTRATOR | SUBJECT,
    ),
    "assign_line": Row(
        CLERKS | CREDIT_OFFICE | {"supervisor"}, refused={"reviewer", "other_reviewer", "inspector"} | ADMINISTRATOR | SUBJECT
    ),
    "assign": Row(
        CLERKS | CREDIT_OFFICE | {"supervisor"},
        methods=BOTH,
        refused={"reviewer", "other_reviewer", "inspector"} | ADMINISTRATOR | SUBJECT,
    ),
    "commitment": Row(OWN | OVERSEERS, "commitment"),
    "commitment_edit": Row({"clerk"}, "commitment", BOTH, refused={"reviewer"} | OVERSEERS),
    "commitment_dependency": Row({"clerk", "supervisor"}, "commitment", BOTH, refused={"reviewer", "inspector"} | CREDIT_OFFICE),
    "commitment_dependency_remove": Row({"clerk", "supervisor"}, "dependency", BOTH, refused={"reviewer", "inspector"} | CREDIT_OFFICE),
    "yearly_lists": Row(SIGNED_IN),
    "yearly_list_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "yearly_list": Row(OWN | OVERSEERS, "draft_list"),
    "yearly_list_template": Row(OWN | OVERSEERS, "draft_list"),
    "yearly_list_upload": Row({"clerk"}, "draft_list", BOTH, refused={"reviewer"} | OVERSEERS),
    "yearly_list_submit": Row({"clerk"}, "draft_list", BOTH, refused={"reviewer"} | OVERSEERS),
    "yearly_list_discard": Row({"clerk", "supervisor"}, "draft_list", BOTH, refused={"reviewer", "inspector"} | CREDIT_OFFICE),
    "yearly_list_announce": Row({"reviewer"}, "submitted_list", BOTH, refused={"clerk"} | OVERSEERS),
    "yearly_list_send_back": Row({"reviewer"}, "submitted_list", BOTH, refused={"clerk"} | OVERSEERS),
    "yearly_list_vote": Row({"supervisor"}, "announced_list", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "yearly_list_assess": Row({"supervisor"}, "announced_list", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "commitment_stalled": Row({"supervisor"}, "commitment", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "commitment_visit": Row({"reviewer"} | SUPERVISION, "commitment", BOTH, refused={"clerk"} | CREDIT_OFFICE),
    "photo_take_down": Row({"reviewer", "supervisor"} | CREDIT_OFFICE, "photo", BOTH, refused={"clerk", "inspector"}),
    "commitment_broken": Row({"supervisor"}, "commitment", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "commitment_withdraw": Row({"supervisor"} | CREDIT_OFFICE, "commitment", BOTH, refused=OWN | {"inspector"}),
    "commitment_report": Row({"clerk"}, "commitment", BOTH, refused={"reviewer"} | OVERSEERS),
    "commitment_acknowledge": Row({"clerk"}, "commitment", BOTH, refused={"reviewer"} | OVERSEERS),
    "commitment_claim": Row({"clerk"}, "commitment", BOTH, refused={"reviewer"} | OVERSEERS),
    "commitment_verify": Row({"reviewer"}, "claimed_commitment", BOTH, refused={"clerk"} | OVERSEERS),
    "changes": Row(SIGNED_IN),
    "change": Row(OWN | OVERSEERS, "change"),
    "change_new": Row({"clerk"}, "commitment", BOTH, refused={"reviewer"} | OVERSEERS),
    "change_decide": Row({"supervisor"}, "change", BOTH, refused=OWN | CREDIT_OFFICE | {"inspector"}),
    "change_withdraw": Row({"clerk"}, "change", BOTH, refused={"reviewer"} | OVERSEERS),
    "commitment_send_back": Row({"reviewer"}, "claimed_commitment", BOTH, refused={"clerk"} | OVERSEERS),
    "intake": Row(SIGNED_IN),
    "intake_new": Row(CLERKS, methods=BOTH, refused=SIGNED_IN - CLERKS),
    "intake_document": Row(OWN | OVERSEERS, "document"),
    "intake_confirm": Row(OWN | OVERSEERS, "document", POST),
    "intake_settle": Row(OWN | OVERSEERS, "unit", POST),
    "intake_lead": Row(OWN | OVERSEERS, "task", POST),
    "intake_edit": Row(OWN | OVERSEERS, "task", BOTH),
    "intake_split": Row(OWN | OVERSEERS, "task", BOTH),
    "intake_merge": Row(OWN | OVERSEERS, "task", POST),
    "intake_drop": Row(OWN | OVERSEERS, "task", POST),
    "intake_restore": Row(OWN | OVERSEERS, "task", POST),
}

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
    "debt_confirm": Row({"reviewer"}, "draft_debt", BOTH, refused={"clerk", "supervisor"} | CREDIT_OFFICE),
    "debt_withdraw": Row({"supervisor"}, "debt", BOTH, refused=OWN | CREDIT_OFFICE),
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

DISCLOSURE = {
    "items": Row(SIGNED_IN),
    "item_new": Row(OWN | OTHER),
    "item_create": Row(OWN | OTHER, "category", BOTH),
    "item": Row(OWN | OVERSEERS, "item"),
    "item_edit": Row(OWN, "item", BOTH),
    "item_submit": Row(OWN, "item", BOTH, refused=OVERSEERS),
    "item_decide": Row({"reviewer"}, "item_in_review", BOTH, refused={"clerk"} | OVERSEERS),
    "item_revise": Row(OWN, "published_item", BOTH, refused=OVERSEERS),
    "item_withdraw": Row({"reviewer"}, "published_item", BOTH, refused={"clerk"} | OVERSEERS),
}

ACCOUNTABILITY = {
    "clues": Row(SUPERVISION),
    "clue_new": Row(SUPERVISION, methods=BOTH),
    "clue": Row(SUPERVISION, "clue"),
    "clue_dismiss": Row(SUPERVISION, "clue", BOTH),
    "case_open": Row(SUPERVISION, "clue", BOTH),
    "cases": Row(SIGNED_IN),
    "case": [Row({"supervisor"}, "case"), Row(SUPERVISION, "case_under_investigation")],
    "case_assign": Row({"supervisor"}, "case", BOTH),
    "case_finding": Row(SUPERVISION, "case_under_investigation", BOTH),
    "case_decide": Row({"inspector"}, "case_under_investigation", BOTH, refused={"supervisor"}),
}

ROWS = SIGN_IN | PUBLIC | WORK | RECORDS | RATINGS | COMMITMENTS | DEBTS | CONTINUITY | DISCLOSURE | ACCOUNTABILITY


def rows_of(name):
    """The rows of an address; a family of Django's own addresses has one rule."""
    found = ROWS.get(name, [])
    return found if isinstance(found, list) else [found]
