from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.deadlines.calculation import UNITS, Calendar, due_date, merge_pauses
from tests.golden.calendars import shipped_calendar

CALENDAR = shipped_calendar()
MONDAY = date(2026, 3, 2)


def compute(start, amount, unit, **more):
    return due_date(start=start, amount=amount, unit=unit, calendar=CALENDAR, **more)


dates = st.dates(date(2023, 1, 1), date(2028, 12, 31))
amounts = st.integers(0, 90)
pause = st.tuples(dates, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
pauses = st.lists(pause, max_size=4).map(tuple)
limits = st.fixed_dictionaries({"start": dates, "amount": amounts, "unit": st.sampled_from(UNITS)})


@given(limits, pauses)
def test_due_date_is_a_working_day_that_is_not_paused(limit, pauses):
    due = compute(**limit, pauses=pauses).due
    assert CALENDAR.is_working_day(due)
    if due > limit["start"] and limit["amount"]:
        assert not any(asked < due <= answered for asked, answered in pauses)


@given(limits, pauses, st.booleans())
def test_a_longer_limit_is_never_due_earlier(limit, pauses, runs):
    longer = limit | {"amount": limit["amount"] + 1}
    assert compute(**longer, pauses=pauses, runs=runs).due >= compute(**limit, pauses=pauses, runs=runs).due


@given(limits, pauses, st.booleans())
def test_a_later_start_is_never_due_earlier(limit, pauses, runs):
    later = limit | {"start": limit["start"] + timedelta(days=1)}
    # nobody stops a clock that does not run yet, and the month ends of 30 and 31 July are one
    assume(all(asked >= later["start"] for asked, _answered in pauses))
    assert compute(**later, pauses=pauses, runs=runs).due >= compute(**limit, pauses=pauses, runs=runs).due


@given(limits, pauses, st.integers(0, 60))
def test_an_extension_is_never_due_earlier_and_adds_units(limit, pauses, extension):
    extended = compute(**limit, pauses=pauses, extension=extension).due
    assert extended >= compute(**limit, pauses=pauses).due
    assert extended == compute(**limit | {"amount": limit["amount"] + extension}, pauses=pauses).due


@given(limits, pauses, pause, st.booleans())
def test_one_more_pause_is_never_due_earlier(limit, pauses, pause, runs):
    assert compute(**limit, pauses=(*pauses, pause), runs=runs).due >= compute(**limit, pauses=pauses, runs=runs).due


@given(limits, pauses, pause)
def test_a_pause_from_the_due_date_on_has_no_effect(limit, pauses, pause):
    due = compute(**limit, pauses=pauses).due
    if pause[0] >= due:
        assert compute(**limit, pauses=(*pauses, pause)).due == due


@given(dates, amounts, pauses)
def test_working_days_agree_with_counting_on_fingers(start, amount, pauses):
    day, left = start, amount
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day) and not any(asked < day <= answered for asked, answered in pauses)
    assert compute(start, amount, "working_day", pauses=pauses, runs=True).due == day


@given(dates, amounts, st.sampled_from(["working_day", "calendar_day"]), pauses)
def test_counted_days_are_as_many_as_the_limit(start, amount, unit, pauses):
    assert len(compute(start, amount, unit, pauses=pauses).counted()) == amount


@given(limits, pauses)
def test_every_day_is_counted_skipped_or_the_due_date(limit, pauses):
    computation = compute(**limit, pauses=pauses)
    explained = {*computation.counted(), *(day.date for day in computation.skipped()), computation.due}
    assert explained >= {day.date for day in computation.days()}


@given(dates, st.integers(1, 200))
def test_adding_and_subtracting_working_days_are_inverse(day, amount):
    day = CALENDAR.next_working_day(day)
    later = CALENDAR.add_working_days(day, amount)
    assert CALENDAR.is_working_day(later)
    assert CALENDAR.add_working_days(later, -amount) == day
    assert CALENDAR.working_days_between(day, later) == amount == -CALENDAR.working_days_between(later, day)


def test_no_working_days_away_is_the_day_itself():
    saturday = date(2026, 3, 7)
    assert CALENDAR.add_working_days(saturday, 0) == saturday
    assert CALENDAR.add_working_days(saturday, -1) == date(2026, 3, 6)


def test_working_days_left_today_and_overdue():
    friday = date(2026, 3, 6)
    assert CALENDAR.working_days_between(MONDAY, friday) == 4
    assert CALENDAR.working_days_between(friday, friday) == 0
    assert CALENDAR.working_days_between(date(2026, 3, 9), friday) == -1


def test_an_open_pause_leaves_the_due_date_open():
    computation = compute(MONDAY, 20, "working_day", pauses=((date(2026, 3, 5), None),))
    assert computation.paused and computation.due is None and computation.last_day is None
    assert computation.counted() == [date(2026, 3, day) for day in (3, 4, 5)]
    assert not computation.provisional


def test_an_open_pause_from_the_due_date_on_has_no_effect():
    due = date(2026, 3, 6)
    assert compute(MONDAY, 4, "working_day", pauses=((due, None),)).due == due


def test_an_open_pause_also_stops_the_move_to_a_working_day():
    saturday, sunday = date(2026, 3, 7), date(2026, 3, 8)
    computation = compute(MONDAY, 5, "calendar_day", pauses=((sunday, None),))
    assert computation.paused
    assert compute(MONDAY, 5, "calendar_day", pauses=((sunday, None),), runs=True).due == saturday


def test_pauses_are_merged_clipped_and_sorted():
    def march(day):
        return date(2026, 3, day)

    pauses = ((march(20), None), (march(10), march(12)), (march(1), march(4)), (march(12), march(14)), (march(25), march(26)))
    assert merge_pauses(pauses, after=MONDAY) == ((march(2), march(4)), (march(10), march(14)), (march(20), None))


def test_the_calendar_of_a_year_matters_only_where_it_is_used():
    end_of_2026 = date(2026, 12, 1)
    assert compute(end_of_2026, 22, "working_day").provisional_years == ()
    assert compute(end_of_2026, 23, "working_day").provisional_years == (2027,)
    assert compute(end_of_2026, 36, "month").provisional_years == (2029,)
    assert compute(end_of_2026, 36, "month", runs=True).provisional_years == ()


def test_without_any_calendar_monday_to_friday_are_worked():
    bare = Calendar(holidays={}, workdays={}, official_years=frozenset())
    computation = due_date(start=MONDAY, amount=10, unit="working_day", calendar=bare)
    assert computation.due == date(2026, 3, 16)
    assert computation.provisional_years == (2026,)


def test_the_move_of_the_last_day_is_told():
    computation = compute(date(2026, 8, 5), 60, "calendar_day")
    assert computation.shifted_from == computation.last_day == date(2026, 10, 4)
    assert [day.name for day in computation.skipped()] == ["国庆节"] * 3
    assert compute(MONDAY, 4, "calendar_day").shifted_from is None


def test_days_say_what_they_are():
    computation = compute(date(2025, 9, 25), 6, "working_day", pauses=((date(2025, 10, 8), date(2025, 10, 9)),))
    kinds = {day.date.day: day.kind for day in computation.days()}
    assert kinds[26] == "counted" and kinds[27] == "rest" and kinds[28] == "makeup"
    assert kinds[1] == "holiday" and kinds[9] == "paused" and kinds[11] == "makeup"


def test_the_name_of_a_day():
    assert CALENDAR.name_of(date(2025, 10, 6)) == "中秋节"
    assert CALENDAR.name_of(date(2025, 10, 11)) == "调休上班"
    assert CALENDAR.name_of(MONDAY) == ""


@pytest.mark.parametrize(
    "bad",
    [
        {"unit": "hour"},
        {"unit": "none"},
        {"amount": -1},
        {"extension": -1},
        {"pauses": ((date(2026, 3, 5), date(2026, 3, 4)),)},
        {"amount": 10**7},
        {"amount": 10**30},
        {"amount": 10**7, "unit": "calendar_day"},
        {"amount": 10**30, "unit": "year"},
    ],
)
def test_nonsense_is_refused(bad):
    with pytest.raises(ValueError):
        compute(**{"start": MONDAY, "amount": 5, "unit": "working_day"} | bad)
