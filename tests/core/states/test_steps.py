"""A state moves along its table only: through transition() with rights and reasons, through raw SQL not at all."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.deadlines.services import start
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.rules.models import Rule
from core.states.models import Stateful
from core.states.services import transition, transition_many

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


@pytest.fixture
def deadline(agencies):
    agency = agencies["市人社局"]
    rule = Rule.objects.in_force("foi_reply")
    return start(subject=agency, purpose="reply", title="答复", agency_id=agency.pk, rule=rule, started_on=date(2026, 2, 10))


def refused(code, *arguments, **more):
    with pytest.raises(DomainError) as error:
        transition(*arguments, **more)
    assert error.value.code == code
    return error.value.message


class TestTransition:
    def test_a_step_of_the_table_is_taken_and_told(self, deadline):
        assert transition(deadline, to="overdue", by=SYSTEM, at="2026-03-17").state == "overdue"
        told = Event.objects.get(name=names.DEADLINE_MISSED)
        assert (told.subject, told.job) == (deadline, "test")
        assert told.payload == {"source": "running", "target": "overdue", "reason": "", "at": "2026-03-17"}

    def test_a_step_that_the_table_does_not_have(self, deadline):
        assert "计时中" in refused("no_such_step", deadline, to="draft", by=SYSTEM)
        transition(deadline, to="cancelled", by=SYSTEM)
        refused("no_such_step", deadline, to="running", by=SYSTEM)

    def test_somebody_was_faster(self, deadline):
        read_earlier = Deadline.objects.get(pk=deadline.pk)
        transition(deadline, to="overdue", by=SYSTEM)
        refused("stale", read_earlier, to="cancelled", by=SYSTEM)
        assert Deadline.objects.get(pk=deadline.pk).state == "overdue"

    def test_a_failure_leaves_nothing(self, deadline, monkeypatch):
        def broken(*arguments, **more):
            raise RuntimeError

        monkeypatch.setattr("core.states.services.emit", broken)
        with pytest.raises(RuntimeError):
            transition(deadline, to="overdue", by=SYSTEM)
        assert Deadline.objects.get(pk=deadline.pk).state == "running"

    def test_many_move_in_a_few_statements_and_only_from_their_source(self, deadline, django_assert_max_num_queries):
        everyone = Deadline.objects.all()
        with django_assert_max_num_queries(10):
            assert transition_many(everyone, source="running", to="overdue", by=SYSTEM, payloads={deadline.pk: {"n": 1}}) == [deadline.pk]
        assert transition_many(everyone, source="running", to="overdue", by=SYSTEM) == []
        assert Event.objects.get(name=names.DEADLINE_MISSED).payload["n"] == 1

    def test_many_do_not_take_a_step_that_is_not_in_the_table(self, deadline):
        with pytest.raises((StopIteration, DomainError)):
            transition_many(Deadline.objects.all(), source="running", to="draft", by=SYSTEM)


class TestGuard:
    """What raw SQL may not do either."""

    @pytest.mark.parametrize("target", ["paused", "met", "late", "overdue", "cancelled"])
    def test_the_tables_own_steps_pass(self, deadline, target):
        Deadline.objects.filter(pk=deadline.pk).update(state=target)

    @pytest.mark.parametrize(("source", "target"), [("cancelled", "running"), ("met", "running"), ("late", "met"), ("met", "overdue")])
    def test_others_are_refused(self, deadline, source, target):
        Deadline.objects.filter(pk=deadline.pk).update(state=source)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE core_deadline SET state = %s WHERE id = %s", [target, deadline.pk])
        assert Deadline.objects.get(pk=deadline.pk).state == source

    def test_a_row_begins_at_the_beginning(self, deadline):
        with pytest.raises(IntegrityError), transaction.atomic():
            deadline.pk, deadline.state, deadline.purpose = None, "met", "other"
            deadline._state.adding = True
            deadline.save()

    def test_writing_the_same_state_again_is_no_step(self, deadline):
        assert Deadline.objects.filter(pk=deadline.pk).update(state="running") == 1


STATEFUL = [model for model in apps.get_models() if issubclass(model, Stateful)]


@pytest.mark.parametrize("model", STATEFUL, ids=lambda model: model._meta.label)
class TestEveryTable:
    def test_its_steps_are_states_and_each_state_can_be_reached(self, model):
        states, reached = set(model.State.values), set(model.INITIAL)
        for _state in states:
            reached |= {step.target for step in model.STEPS if step.source in reached}
        assert {end for step in model.STEPS for end in (step.source, step.target)} <= states
        assert reached == states
        assert model._meta.get_field("state").default in model.INITIAL

    def test_each_step_has_a_label_and_a_known_event(self, model):
        assert all(step.label and step.event in names.ALL for step in model.STEPS)
        pairs = [(step.source, step.target) for step in model.STEPS]
        assert len(pairs) == len(set(pairs))

    def test_the_database_guards_it(self, model):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", [model._meta.db_table])
            assert any("state_guard" in name for (name,) in cursor.fetchall())
