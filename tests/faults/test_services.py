"""Whatever words, numbers and days a service is given, it answers with a result or with a refusal that a person can read."""

import inspect
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.cases import services as cases
from accountability.cases.models import Ground, Measure
from accountability.complaints import services as complaints
from commitments.fulfilment import services as fulfilment
from commitments.intake import services as intake
from commitments.register import services as register
from core.errors import DomainError
from credit_records.records import services as records
from credit_records.records.models import RecordType
from credit_records.records.services.content import checked_content
from disclosure.items import services as items
from tests.architecture.access import targets

pytestmark = pytest.mark.django_db
words = st.sampled_from(["", " ", "\0", "已核实\0", "x" * 310, "长" * 120_000, "𠮷\u202e", "publish", "kept", "due", "monthly"]) | st.text(
    max_size=20
)
numbers = st.integers() | st.floats() | st.booleans() | st.none() | words
DAYS = st.dates()
STRATEGIES = {
    "percent": numbers,
    "at": st.integers(-10, 10**9),
    "happened_on": DAYS,
    "formed_on": DAYS,
    "due_on": st.none() | DAYS,
    "document_on": st.none() | DAYS,
    "expires_on": st.none() | DAYS,
    "values": st.none() | st.dictionaries(words, numbers, max_size=3),
    "extra": st.none() | st.dictionaries(words, numbers, max_size=3),
    "name": st.sampled_from(["", "文件.txt", "文件.docx", "文件.pdf", "..\0/文件.TXT"]) | words,
    "content": st.binary(max_size=200) | words.map(str.encode) | st.sampled_from([b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe"]),
}
STRATEGIES |= dict.fromkeys(
    [
        "text",
        "title",
        "facts",
        "reason",
        "basis",
        "criterion",
        "beneficiary",
        "finding",
        "decision",
        "document_number",
        "document_name",
        "severity",
    ],
    words,
)
STRATEGIES |= dict.fromkeys(["validity", "grade", "frequency", "limit_kind", "source", "file_name"], words)


def record_in_review(city):
    return records.submit_record(record=targets.made_record(city), by=city.actor("clerk"))


def record_in_force(city):
    return targets.record_confirmed(city, city.own)


def claimed(city):
    made = targets.made_commitment(city)
    fulfilment.claim_fulfilment(commitment=made, text="已经全部做到。", by=city.actor("clerk"), files=[targets.paper()])
    return made


def item_in_review(city):
    return items.submit_item(item=targets.made_item(city), by=city.actor("clerk"))


def published_item(city):
    return items.publish_item(item=item_in_review(city), by=city.actor("reviewer"))


def found_case(city):
    return cases.record_finding(case=targets.investigated_case(city), finding="窗口无人值守。", by=city.actor("supervisor"))


def first_task(city):
    return targets.made_document(city).tasks.first()


def own(city):
    return {"agency": city.own}


def nothing(city):
    return {}


def units(city):
    return {"leads": [city.own], "cooperating": []}


def of_record(city):
    return {"type": RecordType.objects.get(code="payment_default")}


def subject(city):
    return of_record(city) | {"subject": city.agencies["市交通局"]}


def of_item(city):
    return own(city) | {"category": targets.plain_category()}


# service: (who acts, how the object is made, what else is given)
SERVICES = {
    intake.take_in: ("clerk", None, own),
    intake.take_in_file: ("clerk", None, own),
    intake.edit_task: ("clerk", first_task, units),
    intake.split_task: ("clerk", first_task, nothing),
    register.edit: ("clerk", targets.made_commitment, nothing),
    register.declare_broken: ("supervisor", targets.made_commitment, nothing),
    register.withdraw_commitment: ("supervisor", targets.made_commitment, nothing),
    fulfilment.report_progress: ("clerk", targets.made_commitment, nothing),
    fulfilment.claim_fulfilment: ("clerk", targets.made_commitment, lambda city: {"files": [targets.paper()]}),
    fulfilment.verify_claim: ("reviewer", claimed, nothing),
    fulfilment.send_back_claim: ("reviewer", claimed, nothing),
    records.draft_record: ("clerk", None, subject),
    records.amend_record: ("clerk", targets.made_record, of_record),
    records.confirm_record: ("credit_office", record_in_review, nothing),
    records.send_back_record: ("credit_office", record_in_review, nothing),
    records.dismiss_record: ("credit_office", record_in_review, nothing),
    records.propose_correction: ("credit_office", record_in_force, of_record),
    records.propose_revocation: ("credit_office", record_in_force, nothing),
    records.approve_revision: ("credit_office", targets.made_revision, nothing),
    records.refuse_revision: ("credit_office", targets.made_revision, nothing),
    records.repair_record: ("credit_office", record_in_force, nothing),
    items.create_item: ("clerk", None, of_item),
    items.edit_item: ("clerk", targets.made_item, nothing),
    items.publish_item: ("reviewer", item_in_review, nothing),
    items.decide_item: ("reviewer", item_in_review, nothing),
    items.revise_item: ("clerk", published_item, nothing),
    items.withdraw_item: ("reviewer", published_item, nothing),
    complaints.register_clue: ("supervisor", None, own),
    complaints.dismiss_clue: ("supervisor", targets.made_clue, nothing),
    cases.open_case: ("supervisor", targets.made_clue, lambda city: {"ground": Ground.objects.first()}),
    cases.assign_handler: ("supervisor", targets.made_case, lambda city: {"handler": city.people["inspector"]}),
    cases.record_finding: ("supervisor", targets.investigated_case, nothing),
    cases.close_case: ("inspector", found_case, lambda city: {"measure": Measure.objects.first(), "publish": True}),
    cases.dismiss_case: ("inspector", found_case, nothing),
}


@pytest.fixture
def city(agencies, people):
    return targets.City(agencies, people)


def typed(service):
    """A strategy for what a person types: every parameter that stands in STRATEGIES."""
    parameters = inspect.signature(service).parameters
    if "content" in parameters and parameters["content"].kind is inspect.Parameter.VAR_KEYWORD:  # what a record says, passed on
        parameters = {name: one for name, one in parameters.items() if name != "content"} | inspect.signature(checked_content).parameters
    names = [name for name in parameters if name in STRATEGIES]
    return st.fixed_dictionaries({name: STRATEGIES[name] for name in names})


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: f"{service.__module__.split('.')[1]}.{service.__name__}")
def test_a_result_or_a_refusal(service, city):
    who, make, others = SERVICES[service]
    made = make and make(city)
    by, given_too = city.actor(who), others(city)

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(entered=typed(service))
    def tried(entered):
        thing = (
            {made._meta.model_name.removeprefix("credit").removeprefix("draft"): type(made)._base_manager.get(pk=made.pk)} if made else {}
        )
        with suppress(DomainError), transaction.atomic():
            service(by=by, **thing, **(given_too | entered))
            # what was kept can be stored, and is not kept for the next example
            transaction.set_rollback(True)

    tried()
