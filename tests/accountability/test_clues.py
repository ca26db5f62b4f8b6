"""Clues: one for each missed deadline that has consequences, whatever runs twice; looked at in time, by the right people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.complaints import queries, services
from accountability.complaints.handlers import open_clues
from accountability.complaints.models import Clue
from core.accounts.models import Membership, Role
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events import names
from core.events.models import Delivery, Event
from tests.accountability.conftest import SUPERVISION, TODAY, WHO, deliver

pytestmark = pytest.mark.django_db


def code_of(function, **arguments):
    """The code of the DomainError that the call raises; "" if it raises none."""
    try:
        with transaction.atomic():
            function(**arguments)
    except DomainError as error:
        return error.code
    return ""


def said(name):
    return Event.objects.filter(name=name).count()


def test_a_missed_deadline_opens_a_clue(miss, agencies):
    [deadline] = miss()
    clue = Clue.objects.get()
    assert (clue.missed, clue.agency, clue.source, clue.state) == (deadline, agencies["市住建局"], "missed_deadline", "open")
    assert clue.number == "线索〔2026〕1号"
    assert "云澜市住房和城乡建设局应于" in clue.text
    assert said(names.CLUE_OPENED) == 1


@pytest.mark.parametrize(("purpose", "clues"), [("fulfil", 1), ("publish", 1), ("triage", 0), ("review", 0), ("verify", 0)])
def test_only_a_purpose_with_consequences_opens_one(miss, purpose, clues):
    miss(purpose=purpose)
    assert Clue.objects.count() == clues


def test_the_clue_must_be_looked_at_within_five_working_days(clue, agencies):
    deadline = clue.deadlines.get()
    assert (deadline.purpose, deadline.agency, deadline.started_on, deadline.amount) == ("triage", agencies["市政府督查室"], TODAY, 5)


def test_a_clue_that_nobody_looks_at_is_overdue_but_opens_no_other(clue):
    sweep(at=clue.deadlines.get().due_on + timedelta(days=1))
    deliver()
    assert clue.deadlines.get().state == "overdue"
    assert Clue.objects.count() == 1


def test_told_twice_it_opens_nothing_twice(miss):
    miss(3)
    events = list(Event.objects.filter(name=names.DEADLINE_MISSED))
    open_clues(events)
    open_clues(events[:1])
    assert (Clue.objects.count(), said(names.CLUE_OPENED)) == (3, 3)
    assert sorted(Clue.objects.values_list("number", flat=True)) == [f"线索〔2026〕{number}号" for number in (1, 2, 3)]


@pytest.mark.django_db(transaction=True)
def test_two_who_are_told_at_once_open_nothing_twice(start_deadlines):
    keys = [deadline.pk for deadline in start_deadlines(20)]

    def run(_number):
        try:
            return len(services.open_clues_for(keys))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 20
    assert (Clue.objects.count(), said(names.CLUE_OPENED), Deadline.objects.filter(purpose="triage").count()) == (20, 20, 20)


def test_thousands_take_as_many_statements_as_a_few(start_deadlines, django_assert_max_num_queries):
    few, many = start_deadlines(3), start_deadlines(600, agency="市人社局")
    counts = []
    for deadlines in (few, many):
        keys = [deadline.pk for deadline in deadlines]
        with django_assert_max_num_queries(40) as captured:
            services.open_clues_for(keys)
        counts.append(len(captured))
    assert counts[0] >= counts[1] - 2
    assert Clue.objects.count() == 603


def test_without_a_supervisor_the_failure_stays_to_be_seen(cast, miss):
    Membership.objects.filter(role=Role.SUPERVISOR).delete()
    miss()
    delivery = Delivery.objects.get(handler__contains="open_clues")
    assert not Clue.objects.exists()
    assert "还没有督查人员" in delivery.error


STEPS = [("open", "case_opened", SUPERVISION), ("open", "dismissed", SUPERVISION)]


@pytest.mark.parametrize(("source", "target", "allowed"), STEPS)
def test_each_step_is_open_to_supervision_only(clue, people, actor, source, target, allowed):
    assert clue.state == source
    assert {name for name in WHO for step in clue.steps_for(actor(name)) if step.target == target} == allowed


def test_every_step_of_the_table_is_tried():
    assert {(step.source, step.target) for step in Clue.STEPS} == {(source, target) for source, target, _allowed in STEPS}


def test_somebody_of_the_agency_concerned_neither_sees_nor_acts(clue, people, actor, agencies):
    Membership.objects.create(user=people["jiang"], agency=agencies["市住建局"], role=Role.CLERK, starts_on=TODAY)
    assert not Clue.objects.visible_to(people["jiang"]).exists()
    assert not queries.to_triage(actor("jiang")).exists()
    assert code_of(services.dismiss_clue, clue=clue, reason="没有问题", by=actor("jiang")) == "refused"


def test_dismissing_needs_a_reason_and_ends_the_limit(clue, actor):
    assert code_of(services.dismiss_clue, clue=clue, reason=" ", by=actor("jiang")) == "missing"
    clue.refresh_from_db()
    services.dismiss_clue(clue=clue, reason="已经补救，影响轻微", by=actor("jiang"))
    assert (clue.state, clue.deadlines.get().state) == ("dismissed", "met")


def test_a_person_of_the_supervision_registers_a_clue(reported_clue, people):
    assert (reported_clue.opened_by, reported_clue.missed, reported_clue.deadlines.get().state) == (people["jiang"], None, "running")


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("lin", {}, "refused"),
        ("ye", {}, "refused"),
        ("jiang", {"agency": "市政府督查室"}, "own_agency"),
        ("jiang", {"source": "missed_deadline"}, "no_such_source"),
        ("jiang", {"text": " "}, "words_missing"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(agencies, actor, who, changes, code):
    content = {"agency": "市住建局", "title": "窗口不收材料", "text": "三次", "source": "report"} | changes
    assert code_of(services.register_clue, by=actor(who), **content | {"agency": agencies[content["agency"]]}) == code
    assert not Clue.objects.exists() and not Deadline.objects.exists()


@pytest.mark.parametrize("statement", ["state = 'gone'", "missed_id = NULL"])
def test_the_database_refuses_what_the_rules_do_not_have(clue, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accountability_clue SET {statement} WHERE id = %s", [clue.pk])


def test_the_database_refuses_a_way_back(clue, actor):
    services.dismiss_clue(clue=clue, reason="影响轻微", by=actor("jiang"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accountability_clue SET state = 'open' WHERE id = %s", [clue.pk])


def test_who_sees_clues(clue, people):
    assert {name for name in WHO if Clue.objects.visible_to(people[name]).exists()} == SUPERVISION


def test_what_waits_for_whom(clue, people, actor):
    assert {name for name in WHO if queries.to_triage(actor(name)).exists()} == SUPERVISION


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=320), text=st.text(max_size=200), source=st.sampled_from(Clue.Source.values) | st.text(max_size=30))
def test_whatever_is_typed_is_kept_or_refused(agencies, actor, title, text, source):
    with transaction.atomic():
        try:
            clue = services.register_clue(agency=agencies["市住建局"], title=title, text=text, source=source, by=actor("jiang"))
        except DomainError as refused:
            assert refused.message
        else:
            assert clue.title and clue.text and clue.number
        transaction.set_rollback(True)
