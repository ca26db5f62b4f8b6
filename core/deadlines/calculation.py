"""How a time limit is counted: pure functions over dates, no database.

- The day on which a period starts is not counted (《民法典》第二百零一条).
- A period of months or years ends on the corresponding day, or on the month's last day where there is none (第二百零二条).
- A last day that is no working day moves to the next working day (第二百零三条), unless the period merely runs
  (公示期, 处分期): nobody has to act on its last day.
- A pause (asked, answered) takes the days after `asked` up to and including `answered` out of the count.
- A year without an official work calendar is counted Monday to Friday, and the result says that it is provisional.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

DAY = timedelta(days=1)
MONTHS_IN = {"month": 1, "year": 12}
UNITS = ("working_day", "calendar_day", "month", "year")

Pause = tuple[date, date | None]


@dataclass(frozen=True, eq=False)
class Calendar:
    """工作日历: which days are worked, and for which years the State Council's notice is known.

    A date is a working day if it is in `workdays` (调休上班), or it is Monday to Friday and not in `holidays`.
    """

    holidays: Mapping[date, str]
    workdays: Mapping[date, str]
    official_years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)

    def name_of(self, day: date) -> str:
        """The name of the holiday, or of the make-up working day; empty for an ordinary day."""
        return self.workdays.get(day) or self.holidays.get(day, "")

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; negative when `b` lies before `a`."""
        return self.working_days_through(b.toordinal()) - self.working_days_through(a.toordinal())

    def add_working_days(self, day: date, amount: int) -> date:
        """The working day that lies `amount` working days after `day` (before it, if negative); `day` itself for 0."""
        if amount == 0:
            return day
        before = day.toordinal() - 1 if amount < 0 else day.toordinal()
        number = self.working_days_through(before) + amount + (amount < 0)
        return date.fromordinal(self.ordinal_of_working_day(number, near=before))

    def next_working_day(self, day: date) -> date:
        """`day` itself if it is worked, else the first working day after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def working_days_through(self, ordinal: int) -> int:
        """Working days from the first day of year 1 (a Monday) through `ordinal`: closed form, then the exceptions."""
        weekdays = 5 * (ordinal // 7) + min(ordinal % 7, 5)
        return weekdays - bisect_right(self._idle_weekdays, ordinal) + bisect_right(self._busy_weekends, ordinal)

    def ordinal_of_working_day(self, number: int, *, near: int) -> int:
        """The day through which exactly `number` working days have passed, found by bisection around `near`."""
        distance = abs(number - self.working_days_through(near))
        reach = 2 * (distance + len(self._idle_weekdays)) + 14
        days = range(near - reach, near + reach)
        return days[bisect_left(days, number, key=self.working_days_through)]

    @cached_property
    def _idle_weekdays(self) -> list[int]:
        return sorted(d.toordinal() for d in self.holidays if d.weekday() < 5 and d not in self.workdays)

    @cached_property
    def _busy_weekends(self) -> list[int]:
        return sorted(d.toordinal() for d in self.workdays if d.weekday() >= 5)


@dataclass(frozen=True)
class Day:
    """One day of a period. `kind`: counted (an ordinary working day), makeup, rest (weekend), holiday or paused."""

    date: date
    kind: str
    counted: bool
    name: str = ""


@dataclass(frozen=True)
class Computation:
    """A computed limit. `due` is None while a pause is open; `last_day` is the last day before it was moved."""

    start: date
    amount: int
    unit: str
    extension: int
    pauses: tuple[Pause, ...]
    runs: bool
    last_day: date | None
    due: date | None
    provisional_years: tuple[int, ...]
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def paused(self) -> bool:
        return self.due is None

    @property
    def provisional(self) -> bool:
        return bool(self.provisional_years)

    @property
    def shifted_from(self) -> date | None:
        """The day on which the count ended, if it was moved to a working day."""
        return self.last_day if self.last_day != self.due else None

    def days(self) -> Iterator[Day]:
        """Every day after the start up to the due date (while a pause is open: up to the day before it bites)."""
        day, end = self.start + DAY, self.due or self.pauses[-1][0]
        while day <= end:
            yield self.day_on(day)
            day += DAY

    def counted(self) -> list[date]:
        return [day.date for day in self.days() if day.counted]

    def skipped(self) -> list[Day]:
        """The days that were not counted; each says why by its kind and name."""
        return [day for day in self.days() if not day.counted and day.date != self.due]

    def day_on(self, day: date) -> Day:
        """What the day was in this count."""
        if is_paused(day, self.pauses):
            return Day(day, "paused", counted=False)
        worked = self.calendar.is_working_day(day)
        counted = (worked or self.unit != "working_day") and (self.last_day is None or day <= self.last_day)
        return Day(day, self._kind(day, worked), counted, self.calendar.name_of(day))

    def _kind(self, day: date, worked: bool) -> str:
        if worked:
            return "makeup" if day in self.calendar.workdays else "counted"
        return "holiday" if day in self.calendar.holidays else "rest"


def due_date(
    *,
    start: date,
    amount: int,
    unit: str,
    pauses: tuple[Pause, ...] = (),
    extension: int = 0,
    runs: bool = False,
    calendar: Calendar,
) -> Computation:
    """Compute when a limit of `amount` + `extension` units, whose first day is the day after `start`, ends.

    `unit` is working_day, calendar_day, month or year. Pauses that overlap or touch are merged; one that begins on or
    after the due date has no effect; one without an end that begins before it leaves the due date open (None).
    In a period of months a pause cannot take out "days of a month": the unpaused end is found on the calendar first,
    then it moves on by the number of paused calendar days, so the same number of days remains to act in.
    A last day that has to move skips paused days too. An amount of 0 is due on the start day.

    Raises ValueError for an unknown unit, a negative amount or extension, a pause that ends before it begins,
    and a date beyond year 9999.
    """
    if unit not in UNITS or amount < 0 or extension < 0:
        raise ValueError(f"cannot count {amount} + {extension} {unit}")
    merged = merge_pauses(pauses, after=start)
    try:
        last_day = _last_day(start, amount + extension, unit, merged, calendar)
        due = last_day if runs else _move_to_working_day(last_day, merged, calendar)
    except OverflowError as error:
        raise ValueError("the limit ends beyond year 9999") from error
    years = () if due is None else _years_used(start, last_day, due, unit, runs)
    return Computation(
        start=start,
        amount=amount,
        unit=unit,
        extension=extension,
        pauses=merged,
        runs=runs,
        last_day=last_day if due else None,
        due=due,
        provisional_years=tuple(year for year in years if year not in calendar.official_years),
        calendar=calendar,
    )


def merge_pauses(pauses: tuple[Pause, ...], *, after: date) -> tuple[Pause, ...]:
    """The pauses in order, clipped to the days after `after`, overlapping or touching ones joined, empty ones dropped."""
    merged: list[Pause] = []
    for begin, end in sorted(pauses, key=lambda pause: pause[0]):
        if end is not None and end < begin:
            raise ValueError(f"a pause from {begin} cannot end on {end}")
        begin = max(begin, after)
        if end is not None and end <= begin:
            continue
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return tuple(merged)


def is_paused(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(begin < day and (end is None or day <= end) for begin, end in pauses)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of that month where there is none (第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError("beyond year 9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_day(start: date, amount: int, unit: str, pauses: tuple[Pause, ...], calendar: Calendar) -> date | None:
    """The day on which `amount` units have been counted, or None if an open pause comes first."""
    if amount == 0:
        return start
    first = start.toordinal()
    if unit == "working_day":
        passed = calendar.working_days_through
        number = _after_pauses(passed(first) + amount, pauses, passed)
        return None if number is None else _from_ordinal(calendar.ordinal_of_working_day(number, near=first))
    if unit in MONTHS_IN:
        amount = (add_months(start, amount * MONTHS_IN[unit]) - start).days
    ordinal = _after_pauses(first + amount, pauses, int)
    return None if ordinal is None else _from_ordinal(ordinal)


def _after_pauses(number: int, pauses: tuple[Pause, ...], passed: Callable[[int], int]) -> int | None:
    """Raise the `number` of days to be reached by those that fall into pauses; `passed(ordinal)` counts days."""
    for begin, end in pauses:
        if passed(begin.toordinal()) >= number:
            break  # everything is counted before this pause begins
        if end is None:
            return None
        number += passed(end.toordinal()) - passed(begin.toordinal())
    return number


def _move_to_working_day(day: date | None, pauses: tuple[Pause, ...], calendar: Calendar) -> date | None:
    if day is None:
        return None
    day = calendar.next_working_day(day)
    for begin, end in pauses:
        if begin < day and (end is None or day <= end):
            if end is None:
                return None
            day = calendar.add_working_days(end, 1)
    return day


def _years_used(start: date, last_day: date, due: date, unit: str, runs: bool) -> range:
    """The years whose work calendar decided the result: for days and months only the move of the last day needs one."""
    if runs and unit != "working_day":
        return range(0)
    first = start + DAY if unit == "working_day" else last_day
    return range(min(first, due).year, due.year + 1)


def _from_ordinal(ordinal: int) -> date:
    if ordinal > date.max.toordinal():
        raise OverflowError("beyond year 9999")
    return date.fromordinal(ordinal)


def _later(a: date | None, b: date | None) -> date | None:
    return None if a is None or b is None else max(a, b)
