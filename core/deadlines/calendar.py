"""The work calendar, read from its table."""

from time import monotonic

from core.deadlines.calculation import Calendar
from core.rules.models import CalendarDay, CalendarYear

FRESH = 5  # seconds for which a page may show days by the calendar it read last
_last = (0.0, None)


def load_calendar():
    """The calendar as it stands now. Services that write a date call this."""
    days = list(CalendarDay.objects.values_list("date", "is_working_day", "name"))
    return Calendar(
        holidays={day: name for day, worked, name in days if not worked},
        workdays={day: name for day, worked, name in days if worked},
        official_years=frozenset(CalendarYear.objects.filter(official=True).values_list("year", flat=True)),
    )


def current_calendar():
    """The calendar for showing: at most five seconds old, so that a list of 100 deadlines reads it once."""
    global _last
    read_at, calendar = _last
    if calendar is None or monotonic() - read_at > FRESH:
        calendar = load_calendar()
        _last = (monotonic(), calendar)
    return calendar


def forget_calendar():
    """Read anew at the next call: the calendar was just changed."""
    global _last
    _last = (0.0, None)
