"""The step table: who may take which step, on whose record, and what it needs."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.accounts.models import Membership, Role
from core.directory.models import CivilServant
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.states.services import transition
from credit_records.records import services
from credit_records.records.models import CreditRecord
from tests.credit_records.conftest import prove

pytestmark = pytest.mark.django_db

EVERYBODY = ("lin", "he", "tang", "qiao", "su", "fang", "ye", "meng", "jiang", "qin", "admin")

# su of 市政府办公室 entered and submitted the record about 市住建局; ye confirmed it where it is in force
MAY = [
    ("draft", "in_review", {"su", "fang", "ye", "meng"}),
    ("draft", "dismissed", {"su", "fang", "ye", "meng"}),
    ("in_review", "in_force", {"ye", "meng"}),
    ("in_review", "draft", {"ye", "meng"}),
    ("in_review", "dismissed", {"ye", "meng"}),
    # by the room that handles objections, or by the sweep
    ("in_force", "disputed", set()),
    ("corrected", "disputed", set()),
    ("disputed", "in_force", set()),
    *((state, "expired", set()) for state in CreditRecord.STANDING),
    # proposed by one of them and approved by the other
    *((state, target, {"ye", "meng"}) for state in CreditRecord.STANDING for target in ("corrected", "revoked")),
    ("in_force", "repaired", {"ye", "meng"}),
    ("corrected", "repaired", {"ye", "meng"}),
]


@pytest.fixture
def record_in(draft, in_review, in_force, disputed, corrected):
    made = {"draft": draft, "in_review": in_review, "in_force": in_force, "disputed": disputed, "corrected": corrected}
    return lambda state, **changes: made[state](**changes)


@pytest.mark.parametrize("source, target, allowed", MAY)
def test_who_may_take_the_step(source, target, allowed, record_in, actor):
    record = record_in(source)
    able = {name for name in EVERYBODY if any(step.target == target for step in record.steps_for(actor(name)))}
    assert able == allowed


def test_the_table_above_is_complete():
    assert {(source, target) for source, target, _ in MAY} == {(step.source, step.target) for step in CreditRecord.STEPS}


@pytest.mark.parametrize("source, target", [(step.source, step.target) for step in CreditRecord.STEPS])
def test_nobody_else_can_take_it_through_the_service(source, target, record_in, actor):
    record = record_in(source)
    with pytest.raises(DomainError) as error:
        transition(record, to=target, by=actor("tang"), reason="理由")
    assert error.value.code == "refused"


@pytest.mark.parametrize("target", ["in_force", "dismissed"])
def test_who_entered_it_does_not_decide_it(target, draft, actor):
    record = services.submit_record(record=draft(by="ye"), by=actor("meng"))
    assert target not in {step.target for step in record.steps_for(actor("ye"))}


@pytest.mark.parametrize("target", ["in_force", "dismissed"])
def test_who_submitted_it_does_not_decide_it(target, draft, actor):
    record = services.submit_record(record=draft(), by=actor("ye"))
    assert target not in {step.target for step in record.steps_for(actor("ye"))}
    assert target in {step.target for step in record.steps_for(actor("meng"))}


def test_who_made_it_and_sends_the_confirmation_of_what_is_in_force_reads_why_not(draft, actor):
    record = services.submit_record(record=draft(), by=actor("ye"))
    record = services.confirm_record(record=record, by=actor("meng"), reason="属实")
    for name in ("ye", "meng"):  # said in words, not by the constraint
        with pytest.raises(DomainError, match="不能这样办理"):
            services.confirm_record(record=record, by=actor(name), reason="属实")


def test_the_service_refuses_the_maker_and_leaves_the_record_alone(draft, actor):
    record = services.submit_record(record=draft(), by=actor("ye"))
    with pytest.raises(DomainError, match="不能是同一人"):
        services.confirm_record(record=record, by=actor("ye"), reason="属实")
    record.refresh_from_db()
    assert (record.state, record.number, record.confirmed_by, record.reason) == ("in_review", "", None, "")


def test_the_head_of_the_agency_does_not_decide_about_it(in_review, agencies, people, actor):
    head = agencies["市住建局"].head.civil_servant
    CivilServant.objects.filter(user=people["ye"]).update(user=None)
    CivilServant.objects.filter(pk=head.pk).update(user=people["ye"])
    with pytest.raises(DomainError, match="涉及你本人"):
        services.confirm_record(record=in_review(), by=actor("ye"), reason="属实")


@pytest.mark.parametrize("of_a_person", [False, True])
def test_who_works_in_the_agency_does_not_decide_about_it(of_a_person, in_review, agencies, people, actor):
    """Two roles of one person are not two persons."""
    Membership.objects.create(user=people["ye"], agency=agencies["市住建局"], role=Role.AGENCY_REVIEWER)
    record = in_review(subject=people["tang"].civil_servant) if of_a_person else in_review()
    for service in (services.confirm_record, services.dismiss_record, services.send_back_record):
        with pytest.raises(DomainError, match="你所在的单位"):
            service(record=record, by=actor("ye"), reason="属实")
    record = services.confirm_record(record=record, by=actor("meng"), reason="属实")
    with pytest.raises(DomainError, match="你所在的单位"):
        services.propose_revocation(record=record, by=actor("ye"), reason="有误")


def test_nobody_enters_a_record_about_oneself(draft, people):
    with pytest.raises(DomainError, match="涉及你本人"):
        draft(subject=people["su"].civil_servant)


@pytest.mark.parametrize("username", ["jiang", "qin", "admin"])
def test_other_roles_enter_nothing(username, draft):
    with pytest.raises(DomainError) as error:
        draft(by=username)
    assert error.value.code == "refused"


@pytest.mark.parametrize("step", ["confirm_record", "send_back_record", "dismiss_record"])
def test_a_decision_needs_a_reason(step, in_review, actor):
    with pytest.raises(DomainError, match="请写明理由"):
        getattr(services, step)(record=in_review(), by=actor("ye"), reason=" ")


def test_what_a_person_enters_needs_evidence(draft, actor):
    record = draft(proved=False)
    with pytest.raises(DomainError, match="佐证"):
        services.submit_record(record=record, by=actor("su"))
    prove(record)
    assert services.submit_record(record=record, by=actor("su")).state == "in_review"


def test_what_was_decided_in_the_meantime_cannot_be_decided_again(in_review, actor):
    record = in_review()
    seen_by_meng = CreditRecord.objects.get(pk=record.pk)
    services.confirm_record(record=record, by=actor("ye"), reason="属实")
    with pytest.raises(DomainError, match="当前状态是“生效”"):
        services.dismiss_record(record=seen_by_meng, by=actor("meng"), reason="不实")


def refused_by_the_database(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_raw_sql_cannot_skip_a_step(draft, in_force):
    refused_by_the_database("UPDATE credit_records_creditrecord SET state = 'in_force' WHERE id = %s", draft().pk)
    refused_by_the_database("UPDATE credit_records_creditrecord SET state = 'draft' WHERE id = %s", in_force().pk)


def test_raw_sql_cannot_let_the_maker_confirm(in_force):
    refused_by_the_database("UPDATE credit_records_creditrecord SET confirmed_by_id = created_by_id WHERE id = %s", in_force().pk)


def test_raw_sql_cannot_bring_into_force_what_nobody_confirmed(in_review):
    refused_by_the_database("UPDATE credit_records_creditrecord SET state = 'in_force' WHERE id = %s", in_review().pk)


def test_every_step_leaves_its_event(in_force, revoke):
    record = in_force()
    revoke(record, "原判决改判")
    told = Event.objects.filter(content_type__model="creditrecord", object_id=record.pk).order_by("id")
    assert [(event.name, event.payload["target"], event.user.username) for event in told] == [
        (names.STATE_CHANGED, "in_review", "su"),
        (names.RECORD_IN_FORCE, "in_force", "ye"),
        (names.RECORD_ENDED, "revoked", "ye"),
    ]
