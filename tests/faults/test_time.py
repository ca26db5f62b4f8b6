"""Two sweeps at once, a task run twice, a broker that forgot everything, a handler that fails: nothing twice, nothing lost."""

import threading
from datetime import date

import pytest
import redis
import time_machine
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accountability.complaints.models import Clue
from core.deadlines import services as deadlines
from core.deadlines import sweep as sweeping
from core.deadlines.models import Deadline
from core.deadlines.tasks import sweep as sweep_task
from core.events import names
from core.events.models import Delivery, Event
from core.events.tasks import deliver as deliver_events
from core.notices.models import Notice
from core.rules.models import Rule
from core.search.models import PublicEntry
from credit_records.records.models import CreditRecord

MANY = 60
AFTER = date(2026, 3, 20)


@pytest.fixture
def limits(agencies, monkeypatch):
    """Many limits of 市人社局, due on 16 March 2026; small chunks, so that two sweeps meet."""
    monkeypatch.setattr(sweeping, "CHUNK", 7)
    bureau, rule = agencies["市人社局"], Rule.objects.in_force("foi_reply")
    wanted = [deadlines.Limit(type(bureau)(pk=10**6 + n), "fulfil", f"答复{n}", bureau.pk, rule, date(2026, 2, 10)) for n in range(MANY)]
    return deadlines.start_many(wanted)


def at_once(work, count=2):
    """Run the same work in threads with connections of their own; what one of them raises fails the test."""
    failures = []

    def run():
        try:
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def deliver():
    """What beat's next tick wakes, run as a worker runs it."""
    deliver_events.apply(throw=True)


def deliver_what_waits():
    """The same, without the wait after a failure."""
    Delivery.objects.filter(state="waiting").update(next_attempt_at=timezone.now())
    deliver()


def assert_each_once():
    missed = Event.objects.filter(name=names.DEADLINE_MISSED).values_list("object_id", flat=True)
    assert len(missed) == len(set(missed)) == MANY
    assert Event.objects.filter(name=names.DEADLINE_ESCALATED).count() == MANY
    assert Deadline.objects.filter(purpose="fulfil", state="overdue").count() == MANY


def assert_followed_by_one_each():
    assert CreditRecord.objects.count() == Clue.objects.count() == MANY
    assert not Delivery.objects.exclude(state="done").exists()
    told = Notice.objects.values_list("user", "event", "title")
    assert len(told) == len(set(told))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_and_two_deliveries_at_once(limits):
    at_once(lambda: sweeping.sweep(at=AFTER), count=3)
    assert_each_once()
    at_once(deliver, count=3)
    deliver_what_waits()
    assert_followed_by_one_each()


@pytest.mark.django_db
def test_a_task_that_is_run_twice_does_nothing_twice(limits):
    with time_machine.travel("2026-03-20T02:00:00Z", tick=False):
        for _run in range(2):
            sweep_task.apply(throw=True)
            deliver_what_waits()
    assert_each_once()
    assert_followed_by_one_each()


@pytest.mark.django_db
def test_a_broker_that_forgot_everything_loses_nothing(limits, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sweeping.sweep(at=AFTER)
    with redis.Redis.from_url(settings.REDIS_URL.replace("redis+socket://", "unix://")) as broker:
        assert broker.dbsize()  # the worker has been woken
        broker.flushall()
        assert broker.dbsize() == 0
    deliver_what_waits()
    assert_followed_by_one_each()


@pytest.mark.django_db
def test_a_handler_that_fails_for_one_row_is_seen_by_staff_and_stops_no_other(limits, monkeypatch, signed_in):
    from accountability.complaints import services

    bad, original = limits[0].pk, services.clue_about

    def about(deadline):
        if deadline.pk == bad:
            raise ValueError("no luck")
        return original(deadline)

    monkeypatch.setattr(services, "clue_about", about)
    sweeping.sweep(at=AFTER)
    deliver()
    assert Clue.objects.count() == MANY - 1
    kept = Delivery.objects.exclude(state="done").get()
    assert (kept.event.object_id, kept.error) == (bad, "ValueError: no luck")
    page = signed_in("admin").get(reverse("admin:core_delivery_changelist"), {"state__exact": "waiting"}).content.decode()
    assert "no luck" in page
    monkeypatch.undo()
    deliver_what_waits()
    assert_followed_by_one_each()
    assert not PublicEntry.objects.exists()  # drafts are not public
