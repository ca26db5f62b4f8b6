"""M4: warn ahead, mark overdue, escalate; each once, and nothing is forgotten."""

from datetime import date

import pytest

from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.deadlines.services import Limit, apply_calendar, extend, fail, hold, meet, release, start_many
from core.deadlines.sweep import sweep
from core.events import names
from core.events.models import Event
from core.rules.models import CalendarDay, Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def deadline(agencies):
    # 20 working days from 10 Feb 2026 end on 16 March (Spring Festival and two make-up days, golden case)
    return start_many([limit(agencies["市人社局"])])[0]


def limit(agency, started_on=date(2026, 2, 10)):
    return Limit(agency, "reply", "答复公开申请", agency.pk, Rule.objects.in_force("foi_reply"), started_on)


def said(name):
    return Event.objects.filter(name=name).count()


def test_the_due_day_is_the_golden_one(deadline):
    assert deadline.due_on == date(2026, 3, 16)
    assert deadline.next_check_on == date(2026, 3, 9)  # 5 working days before


def test_nothing_happens_before_the_first_warning_day(deadline):
    swept = sweep(at=date(2026, 3, 6))
    assert (swept.warned, swept.missed) == ([], [])


def test_each_step_happens_once_however_often_the_sweep_runs(deadline):
    for day in (9, 9, 11, 11, 13, 16, 17, 17, 18, 18):
        sweep(at=date(2026, 3, day))
    deadline.refresh_from_db()
    assert deadline.state == "overdue"
    assert said(names.DEADLINE_WARNED) == 3  # 5, 3 and 1 working days before
    assert said(names.DEADLINE_MISSED) == 1
    assert said(names.DEADLINE_ESCALATED) == 1  # 1 working day after


def test_a_missed_month_is_made_up_by_the_next_tick(deadline):
    sweep(at=date(2026, 5, 1))
    deadline.refresh_from_db()
    assert (deadline.state, deadline.next_check_on) == ("overdue", None)
    assert (said(names.DEADLINE_MISSED), said(names.DEADLINE_ESCALATED), said(names.DEADLINE_WARNED)) == (1, 1, 0)


def test_a_failing_row_keeps_its_failure_and_stops_no_other(deadline, agencies, monkeypatch):
    other = start_many([limit(agencies["市住建局"])])[0]
    from core.deadlines import sweep as module

    original = module.level_on

    def broken(row, day):
        if row.pk == deadline.pk:
            raise RuntimeError("no luck")
        return original(row, day)

    monkeypatch.setattr(module, "level_on", broken)
    swept = sweep(at=date(2026, 3, 17))
    assert (swept.missed, swept.failed) == ([other.pk], [deadline.pk])
    assert "no luck" in Deadline.objects.get(pk=deadline.pk).failure


def test_a_held_deadline_is_not_checked_whatever_recomputes_it(deadline, people):
    """Who claimed in time is not late because others verify slowly, not even when the work calendar changes meanwhile."""
    hold(deadline=deadline)
    apply_calendar(by=Actor.of(people["admin"]))
    extend(deadline=deadline, amount=1, reason="情况复杂", approved_by=Actor.of(people["admin"]))
    sweep(at=date(2026, 6, 1))
    deadline.refresh_from_db()
    assert (deadline.state, deadline.next_check_on) == ("running", None)
    release(deadline=deadline)
    sweep(at=date(2026, 6, 1))
    deadline.refresh_from_db()
    assert deadline.state == "overdue"


def test_a_day_that_moves_to_before_the_last_look_is_not_forgotten(deadline, people):
    """Three days of rest become working days: the limit is over before the day on which the sweep last warned."""
    sweep(at=date(2026, 3, 13))
    CalendarDay.objects.bulk_create(
        CalendarDay(date=date(2026, 3, day), year_id=2026, is_working_day=True, name="补班") for day in (1, 7, 8)
    )
    apply_calendar(by=Actor.of(people["admin"]))
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 3, 11)
    sweep(at=date(2026, 3, 14))
    deadline.refresh_from_db()
    assert (deadline.state, said(names.DEADLINE_MISSED), said(names.DEADLINE_ESCALATED)) == ("overdue", 1, 1)


def test_a_thing_decided_not_done_is_missed_even_before_its_day(deadline, people):
    fail(deadline=deadline, on=date(2026, 3, 2), by=Actor.of(people["jiang"]), reason="核验不合格")
    deadline.refresh_from_db()
    assert (deadline.state, deadline.missed_on, deadline.ended_on, deadline.next_check_on) == (
        "failed",
        date(2026, 3, 2),
        date(2026, 3, 2),
        None,
    )
    assert said(names.DEADLINE_MISSED) == 1


def test_done_late_is_missed_even_if_it_was_done_before_the_sweep_came_by(deadline, people):
    meet(deadline=deadline, on=date(2026, 3, 18), by=Actor.of(people["lin"]))
    sweep(at=date(2026, 3, 19))
    deadline.refresh_from_db()
    assert (deadline.state, said(names.DEADLINE_MISSED), said(names.DEADLINE_MET)) == ("late", 1, 1)
