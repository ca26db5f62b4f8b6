"""X10: people and machines see at once when time has stopped."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core.events.heartbeats import SILENCE, beat, silent_watchers
from core.events.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_all_is_well_while_every_watcher_is_heard(client):
    for name in SILENCE:
        beat(name)
    answer = client.get("/health/")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["silent"], body["broker"], body["database"]) == ("ok", [], True, True)
    assert set(body["seconds_since"]) == set(SILENCE)
    assert "no-store" in answer["Cache-Control"]


def test_a_silent_watcher_is_named_while_pages_still_work(client):
    for name in SILENCE:
        beat(name)
    Heartbeat.objects.filter(name="sweep").update(beat_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["silent"]) == ("time has stopped", ["sweep"])


def test_who_was_never_heard_is_silent():
    assert silent_watchers() == list(SILENCE)


def test_a_broker_that_is_away_is_said(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert client.get("/health/").json()["broker"] is False


def test_without_the_database_it_says_so(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr("core.events.views.silent_watchers", away)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
