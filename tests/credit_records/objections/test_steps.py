"""Who may take which step of an objection, and what the database refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.accounts.models import Membership, Role
from core.errors import DomainError
from credit_records.objections import services
from credit_records.objections.models import Objection

pytestmark = pytest.mark.django_db

EVERYBODY = ("lin", "he", "tang", "qiao", "su", "fang", "ye", "meng", "song", "jiang", "qin", "admin")
OFFICE = {"ye", "meng", "song"}
OBJECTOR = {"tang", "qiao"}

# su of 市政府办公室 entered the record about 市住建局 and ye confirmed it; tang objects, meng proposes
MAY = [
    ("filed", "asked", OFFICE),
    ("filed", "refused", OFFICE),
    ("asked", "answered", {"su", "fang"}),
    ("answered", "proposed", OFFICE),
    ("proposed", "upheld", {"song"}),
    ("proposed", "answered", {"song"}),
    *((state, "withdrawn", OBJECTOR) for state in ("filed", "asked", "answered")),
]


@pytest.fixture
def objection_in(filed, asked, answered, proposed):
    return {"filed": filed, "asked": asked, "answered": answered, "proposed": proposed}


@pytest.mark.parametrize("source, target, allowed", MAY)
def test_who_may_take_the_step(source, target, allowed, objection_in, actor):
    objection = objection_in[source]()
    assert {name for name in EVERYBODY if any(step.target == target for step in objection.steps_for(actor(name)))} == allowed


def test_nobody_who_may_not_decide_can_through_the_service(proposed, actor):
    objection = proposed()
    for name in set(EVERYBODY) - {"song"}:
        with pytest.raises(DomainError) as error:
            services.decide_objection(objection=objection, by=actor(name), reason="维持")
        assert error.value.code == "refused"


def test_who_confirmed_the_record_may_propose_but_not_decide(answered, propose, decide):
    objection = propose(answered(), by="ye")
    with pytest.raises(DomainError, match="确认过这条记录"):
        decide(objection, by="ye")
    assert decide(objection, by="meng").state == "upheld"


def test_what_was_decided_is_neither_proposed_nor_decided_again(proposed, propose, decide):
    objection = proposed()
    proposer = objection.proposed_by.username
    decide(objection, by="song")
    for again in (propose, decide):
        for name in (proposer, "song"):  # said in words, not by the constraint
            with pytest.raises(DomainError, match="不能这样办理"):
                again(objection, by=name)


def test_a_source_unit_is_asked_before_anything_is_proposed(filed, propose):
    with pytest.raises(DomainError, match="不能这样办理"):
        propose(filed())


def test_nobody_is_asked_where_the_office_entered_it(draft, actor, object_to, propose):
    from credit_records.records import services as records

    record = records.submit_record(record=draft(by="meng"), by=actor("meng"))
    objection = object_to(records.confirm_record(record=record, by=actor("ye"), reason="属实"))
    assert objection.source is None and not any(step.target == "asked" for step in objection.next_steps())
    assert propose(objection, by="meng").state == "proposed"


def test_who_objects_does_not_handle_it(filed, people, agencies, actor):
    Membership.objects.create(user=people["tang"], agency=agencies["市信用办"], role=Role.CREDIT_OFFICE)
    with pytest.raises(DomainError, match="涉及你本人"):
        services.refuse_objection(objection=filed(), by=actor("tang"), reason="没有新的事实")


def test_the_source_unit_answers_also_about_one_of_its_own(in_force, people, object_to, actor):
    objection = object_to(in_force(subject=people["fang"].civil_servant), by="fang")
    objection = services.ask_source(objection=objection, by=actor("meng"))
    with pytest.raises(DomainError, match="涉及你本人"):
        services.answer_objection(objection=objection, by=actor("fang"), answer="不属实")
    assert services.answer_objection(objection=objection, by=actor("su"), answer="属实").state == "answered"


def test_only_the_subject_objects_in_the_office(in_force, object_to):
    record = in_force()
    for name in set(EVERYBODY) - OBJECTOR:
        with pytest.raises(DomainError) as error:
            object_to(record, by=name)
        assert error.value.code == "refused"


def refused_by_the_database(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE credit_records_objection SET {sql}", values)


def test_raw_sql_cannot_skip_a_step_or_its_reasons(filed, proposed, actor):
    filed()
    refused_by_the_database("state = 'upheld'")
    refused_by_the_database("state = 'refused'")
    refused_by_the_database("grounds = '{}'")
    refused_by_the_database("grounds = '{weather}'")
    refused_by_the_database("name_sealed = '许安然'")


def test_raw_sql_cannot_decide_alone_or_otherwise_than_proposed(proposed, decide):
    decide(proposed())
    refused_by_the_database("decided_by_id = proposed_by_id")
    refused_by_the_database("outcome = 'revoked'")
    refused_by_the_database("decision = ''")


def test_one_person_has_one_open_objection_to_a_record(filed, object_to):
    objection = filed()
    with pytest.raises(DomainError, match="已经提出过异议"):
        object_to(objection.record)
    with pytest.raises(DomainError, match="已经提出过异议"):
        object_to(objection.record, by="qiao")  # of the same agency
    assert Objection.objects.count() == 1
