"""What the home page shows: what is due next, what was kept this year, what was published last. Public entries only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.deadlines.calendar import current_calendar
from core.search.models import PublicEntry

SHOWN_A_DAY = 3
COLUMNS = 5
DAYS = 14  # as far as five columns can reach over a long holiday
MOST_IN_A_WEEK = 2_000


@dataclass(frozen=True)
class Column:
    """One column of the days ahead: a working day with what is due, or a run of days off."""

    first: date
    last: date
    name: str
    entries: list
    more: int

    @property
    def is_off(self):
        return not self.entries and bool(self.name)


def public_entries():
    return PublicEntry.objects.visible_to(AnonymousUser())


def open_commitments():
    return public_entries().of_kind("commitment").filter(mark="plain")


def days_ahead(today):
    """Five columns from `today`: each working day with its first three entries and how many more; days off run together."""
    due = open_commitments().filter(due_on__range=(today, today + timedelta(days=DAYS - 1))).select_related("agency")
    by_day = {}
    for entry in due.defer("text", "facts", "search_text", "grams").order_by("due_on", "id")[:MOST_IN_A_WEEK]:
        by_day.setdefault(entry.due_on, []).append(entry)
    columns = []
    for offset in range(DAYS):
        add_day(columns, today + timedelta(days=offset), by_day)
        if len(columns) > COLUMNS:
            break
    return columns[:COLUMNS]


def add_day(columns, day, by_day):
    calendar, entries = current_calendar(), by_day.get(day, [])
    off = "" if entries or calendar.is_working_day(day) else calendar.name_of(day) or "周末"
    if off and columns and columns[-1].is_off:
        last = columns.pop()
        columns.append(Column(last.first, day, last.name if last.name != "周末" else off, [], 0))
    else:
        columns.append(Column(day, day, off, entries[:SHOWN_A_DAY], max(len(entries) - SHOWN_A_DAY, 0)))


def outcome_of_year(today):
    """Of the commitments due this year: kept in time, kept late, overdue or broken; and those still open. One statement."""
    this_year = Q(due_on__range=(date(today.year, 1, 1), date(today.year, 12, 31)))
    return (
        public_entries()
        .of_kind("commitment")
        .aggregate(
            kept=Count("id", filter=this_year & Q(mark="done")),
            late=Count("id", filter=this_year & Q(mark="warn")),
            broken=Count("id", filter=this_year & Q(mark="bad")),
            ahead=Count("id", filter=Q(mark="plain", due_on__gte=today)),
            today=Count("id", filter=Q(mark="plain", due_on=today)),
        )
    )


def newest_items(count=5):
    return public_entries().of_kind("item").order_by("-updated_at", "-id")[:count]
