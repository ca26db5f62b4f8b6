"""The work calendar of a year that is missing: administrators are told, limits say that their day is provisional, and stop saying so."""

from datetime import date

import pytest
from django.utils import timezone

from commitments.register.services import register
from core.accounts.actor import Actor
from core.deadlines.calendar_watch import watch_calendar
from core.deadlines.services import apply_calendar
from core.events.services import deliver_all
from core.notices.models import Notice
from core.rules.models import CalendarYear
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch):
    """on(date(…)): the portal believes that it is that day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *given: day)


@pytest.fixture(autouse=True)
def known(db):
    CalendarYear.objects.filter(year=2026).update(official=True)
    CalendarYear.objects.filter(year__gte=2027).update(official=False)  # the statutory holidays alone


def told():
    return set(Notice.objects.filter(title__contains="放假安排").values_list("user__username", "title"))


def test_before_december_nobody_is_told(people, on):
    on(date(2026, 11, 30))
    assert watch_calendar() == []


def test_from_the_first_of_december_administrators_are_told_once_a_week(people, on):
    on(date(2026, 12, 1))
    assert watch_calendar() == [2027] and watch_calendar() == []
    deliver_all()
    assert told() == {("admin", "请录入2027年的放假安排")}


def test_a_year_that_has_begun_without_one_is_told_at_once(people, on):
    on(date(2027, 1, 4))
    assert watch_calendar() == [2027]


def test_nothing_is_said_once_it_is_there(people, on):
    CalendarYear.objects.update_or_create(year=2027, defaults={"official": True})
    on(date(2026, 12, 1))
    assert watch_calendar() == []


def test_the_public_page_stops_saying_provisional_when_the_day_stays(people, actor, agencies, kind_of_assignment, on):
    on(date(2026, 12, 15))
    made = register(by=actor("su"), **kind_of_assignment)
    assert made.deadline.due_on == date(2027, 1, 6) and shown(made)["is_provisional"]
    CalendarYear.objects.update_or_create(year=2027, defaults={"official": True})
    assert apply_calendar(by=Actor.of(people["admin"])) == 0
    deliver_all()
    facts = PublicEntry.objects.get(key=f"commitment:{made.pk}").facts
    assert not facts["deadline"]["is_provisional"]
    assert not [moment for moment in facts["course"] if "期限改为" in moment["title"]]
    assert not Notice.objects.filter(title__contains="期限有变动")


def shown(commitment):
    return PublicEntry.objects.get(key=f"commitment:{commitment.pk}").facts["deadline"]


@pytest.fixture
def kind_of_assignment(agencies):
    """15 working days from Tuesday 15 December 2026: 16 to 18, 21 to 25, 28 to 31 are twelve; 1 January is a statutory holiday; 4, 5, 6 make 15."""
    from commitments.register.models import CommitmentKind

    return {
        "kind": CommitmentKind.objects.get(code="leader_assignment"),
        "title": "解决滨江路积水",
        "text": "解决滨江路积水。",
        "agency": agencies["市住建局"],
        "criterion": "积水点全部整治。",
        "beneficiary": "沿线居民",
        "basis": "市长办公会",
        "promised_on": date(2026, 12, 15),
        "extra": {"assigned_at": "市长办公会"},
    }
