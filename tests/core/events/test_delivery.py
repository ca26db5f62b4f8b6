"""The outbox: each event reaches each handler exactly once, whatever fails, races or dies."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.accounts.actor import Actor
from core.directory.models import Agency, AgencyName
from core.events import names, registry, services
from core.events.models import Delivery, Event
from core.events.services import CHUNK, MOST_ATTEMPTS, deliver_all, deliver_chunk, emit, emit_many, retry_failed

BY = Actor.system("test")
NAME = names.ITEM_PUBLISHED


@pytest.fixture
def handler(monkeypatch):
    """A handler whose effect is a row: it counts twice what it treats twice. `failing` holds the keys that it cannot treat."""

    def note(events):
        for event in events:
            if event.object_id in note.failing:
                raise ValueError("no luck")
        AgencyName.objects.bulk_create(
            AgencyName(agency_id=event.object_id, name="x", normalised=f"effect of {event.pk}") for event in events
        )

    note.failing = set()
    monkeypatch.setitem(registry._handlers, NAME, {"tests.note": note})
    return note


def effects():
    return AgencyName.objects.filter(normalised__startswith="effect").count()


def say(agency, count=1):
    emit_many(NAME, model=Agency, rows=[(agency.pk, {"number": number}) for number in range(count)], by=BY)


@pytest.mark.django_db
class TestOneDeliverer:
    def test_an_event_and_its_deliveries_are_one_statement(self, handler, agencies, django_assert_num_queries):
        say(agencies["市人社局"])  # the content type is known now
        with django_assert_num_queries(3):  # a savepoint before it and after it
            say(agencies["市人社局"], 2000)
        assert Event.objects.filter(name=NAME).count() == Delivery.objects.filter(event__name=NAME).count() == 2001

    def test_nothing_is_said_of_what_is_rolled_back(self, handler, agencies):
        with pytest.raises(RuntimeError), transaction.atomic():
            say(agencies["市人社局"])
            raise RuntimeError
        assert not Event.objects.filter(name=NAME).exists()

    def test_each_is_delivered_once(self, handler, agencies):
        say(agencies["市人社局"], CHUNK + 7)
        assert deliver_all() == CHUNK + 7
        assert deliver_all() == 0
        assert effects() == CHUNK + 7

    def test_a_failing_row_stops_no_other_and_keeps_its_error(self, handler, agencies):
        bad = agencies["市住建局"]
        handler.failing = {bad.pk}
        for agency in (agencies["市人社局"], bad, agencies["市教育局"]):
            say(agency)
        deliver_all()
        assert effects() == 2
        kept = Delivery.objects.get(event__name=NAME, event__object_id=bad.pk)
        assert (kept.state, kept.attempts, kept.error) == ("waiting", 1, "ValueError: no luck")
        assert kept.next_attempt_at > timezone.now()

    def test_after_eight_attempts_staff_see_it_and_let_it_be_tried_again(self, handler, agencies, signed_in):
        bad = agencies["市住建局"]
        handler.failing = {bad.pk}
        say(bad)
        for _attempt in range(MOST_ATTEMPTS):
            Delivery.objects.update(next_attempt_at=timezone.now())
            deliver_all()
        failed = Delivery.objects.get(event__name=NAME)
        assert failed.state == "failed"
        page = signed_in("admin").get(reverse("admin:core_delivery_changelist"), {"state__exact": "failed"})
        assert "ValueError: no luck" in page.content.decode()
        handler.failing = set()
        signed_in("admin").post(reverse("admin:core_delivery_changelist"), {"action": "retry", "_selected_action": [failed.pk]})
        deliver_all()
        assert (effects(), Delivery.objects.get(event__name=NAME).state) == (1, "done")

    def test_only_failed_deliveries_are_tried_again(self, handler, agencies):
        say(agencies["市人社局"])
        deliver_all()
        assert retry_failed(Delivery.objects.all()) == 0

    def test_a_handler_that_is_gone_is_a_failure_that_shows(self, handler, agencies, monkeypatch):
        say(agencies["市人社局"])
        monkeypatch.setitem(registry._handlers, NAME, {})
        deliver_all()
        assert Delivery.objects.get(event__name=NAME).error

    def test_an_unknown_event_name_is_refused_at_the_start(self):
        with pytest.raises(LookupError):
            registry.handles("no_such_event")(print)

    def test_a_broker_that_is_away_is_no_error(self, handler, agencies, monkeypatch, django_capture_on_commit_callbacks):
        from core.events.tasks import deliver

        def away(**options):
            raise ConnectionError

        monkeypatch.setattr(deliver, "apply_async", away)
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            emit(NAME, subject=agencies["市人社局"], by=BY)
        assert callbacks


@pytest.mark.django_db(transaction=True)
class TestManyDeliverers:
    def test_a_death_between_effect_and_mark_undoes_both(self, handler, agencies, monkeypatch):
        say(agencies["市人社局"], 3)
        original = services.run_handler

        def die(function, deliveries):
            original(function, deliveries)
            raise SystemExit  # the worker is killed before its transaction commits

        monkeypatch.setattr(services, "run_handler", die)
        with pytest.raises(SystemExit):
            deliver_chunk()
        assert (effects(), Delivery.objects.filter(event__name=NAME, state="waiting").count()) == (0, 3)
        monkeypatch.undo()
        monkeypatch.setitem(registry._handlers, NAME, {"tests.note": handler})
        deliver_all()
        assert effects() == 3

    def test_two_at_once_share_the_work(self, handler, agencies):
        agency = agencies["市人社局"]
        say(agency, 4 * CHUNK)
        tried = []

        def work():
            tried.append(deliver_all())
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert sum(tried) == 4 * CHUNK
        assert effects() == 4 * CHUNK
        assert set(Delivery.objects.filter(event__name=NAME).values_list("state", flat=True)) == {"done"}
