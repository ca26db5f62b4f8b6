"""How the calendar and the comparison of commitments are shown."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.overview.queries import Due
from commitments.register.outcomes import LABELS
from core.deadlines.calendar import current_calendar
from core.pages.numbers import Number
from core.pages.tables import Sort

MARKS = {"done": "done", "kept_late": "warn", "partly_kept": "warn", "broken": "bad", "overdue": "bad"}
SETTLED = ("done", "kept_late", "partly_kept", "broken", "overdue")  # what has come to its day: the share is counted of these
SORTS = {
    "name": Sort(gettext_lazy("按单位顺序"), ()),
    "rate": Sort(gettext_lazy("按期兑现率高的在前"), ("rate",)),
    "bad": Sort(gettext_lazy("逾期和没有兑现的多的在前"), ("bad",)),
    "total": Sort(gettext_lazy("承诺多的在前"), ("total",)),
}


def listed(**filters):
    """The list of exactly the commitments with these filters; empty ones are left out."""
    return f"{reverse('public_commitments')}?{urlencode({name: value for name, value in filters.items() if value})}"


class Day(NamedTuple):
    """A day of the month: what falls due, and whether it is worked."""

    date: date
    due: Due
    is_off: bool
    name: str
    is_today: bool
    url: str

    @property
    def more(self):
        return self.due.count - len(self.due.entries)


def weeks(first, found, today, filters):
    """The weeks of the month that begins on `first`, Monday first; None stands for a day of another month."""
    days = [month_day(first + timedelta(days=offset), found, today, filters) for offset in range(length_of(first))]
    cells = [None] * first.weekday() + days
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def month_day(day, found, today, filters):
    work = current_calendar()
    due = found.get(day, Due([], 0))
    return Day(day, due, not work.is_working_day(day), work.name_of(day) or "", day == today, listed(due=day.isoformat(), **filters))


def length_of(first):
    return calendar.monthrange(first.year, first.month)[1]


def last_of(first):
    return first.replace(day=length_of(first))


def month_after(first, months):
    """The first day of the month that many months later, or earlier."""
    position = first.year * 12 + first.month - 1 + months
    return date(position // 12, position % 12 + 1, 1)


def without_arrangement(year):
    """Whether nobody knows yet which days of the year are worked."""
    return year not in current_calendar().official_years


class Line(NamedTuple):
    """An agency in the comparison; `rate` is the per cent kept in time of what has come to its day, None before anything has."""

    name: str
    url: str
    cells: list
    rate: int | None
    counts: dict
    labels: list  # of the cells

    @property
    def rate_words(self):
        return _("还没有") if self.rate is None else f"{self.rate}%"

    @property
    def labelled(self):
        return list(zip(self.labels, self.cells, strict=True))


def lines(found, sort, filters):
    shown = [line_of_agency(row, filters) for row in found]
    return sorted(shown, key=ORDERS[sort]) if sort in ORDERS else shown


def line_of_agency(row, filters):
    key = row["agency_id"]
    return line(row["agency__short_name"], reverse("agency", args=[key]), row, filters | {"agency": key})


def all_together(found, filters):
    """The line of the whole city."""
    return line(_("全市"), "", {name: sum(row[name] for row in found) for name in (*LABELS, "total")}, filters)


def line(name, url, counts, filters):
    cells = [number(counts[outcome], MARKS.get(outcome, ""), mark=outcome, **filters) for outcome in LABELS]
    return Line(name, url, [*cells, number(counts["total"], **filters)], rate_of(counts), counts, [*LABELS.values(), _("合计")])


def number(count, colour="", **filters):
    """A count with the list that it counts; nothing leads nowhere and has no colour."""
    return Number(count, listed(**filters), colour) if count else Number(0)


def rate_of(counts):
    """Whole per cent, rounded down: 100 stands only where all were kept in time."""
    settled = sum(counts[name] for name in SETTLED)
    return 100 * counts["done"] // settled if settled else None


ORDERS = {
    "rate": lambda line: -1 if line.rate is None else -line.rate,
    "bad": lambda line: -(line.counts["overdue"] + line.counts["broken"]),
    "total": lambda line: -line.counts["total"],
}
