"""Reads over all public commitments: what falls due in a month, what the calendar of a subscriber holds, how agencies compare."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Min, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from commitments.register.outcomes import LABELS, condition
from core.search.models import PublicEntry

DUE = ("path", "number", "title", "state", "mark", "due_on", "agency__short_name")
MOST_IN_FILE = 5_000  # events of one calendar file
BEHIND, AHEAD = timedelta(days=62), timedelta(days=400)  # how far the calendar file looks back and ahead


class Due(NamedTuple):
    """What falls due on a day: the first entries, and how many there are."""

    entries: list
    count: int


def due_between(rows, first, last):
    """Of the public entries `rows` those that fall due from `first` to `last`, by day."""
    return rows.filter(due_on__range=(first, last)).select_related("agency").only(*DUE).order_by("due_on", "id")


def first_of_each_day(rows, first, last, most):
    """{day: Due} with at most `most` entries a day, in one statement however many there are."""
    numbered = due_between(rows, first, last).annotate(
        position=Window(RowNumber(), partition_by="due_on", order_by="id"), of_the_day=Window(Count("pk"), partition_by="due_on")
    )
    days = {}
    for entry in numbered.filter(position__lte=most):
        days.setdefault(entry.due_on, Due([], entry.of_the_day)).entries.append(entry)
    return days


def for_a_calendar_file(rows):
    """What a calendar that is subscribed to holds: two months back, a bit more than a year ahead, the earliest first."""
    first = window_start()
    found = rows.filter(due_on__range=(first, first + BEHIND + AHEAD)).select_related("agency")
    return found.only(*DUE, "key", "updated_at", "facts").order_by("due_on", "id")[:MOST_IN_FILE]


def window_start():
    return timezone.localdate() - BEHIND


def by_agency(rows):
    """One row an agency: how many of its commitments had which outcome, and all. One statement."""
    counts = {name: Count("pk", filter=condition(name)) for name in LABELS}
    named = rows.order_by().values("agency_id", "agency__short_name", "agency__sort_key")
    return list(named.annotate(total=Count("pk"), **counts).order_by("agency__sort_key", "agency_id"))


def year_choices():
    """The years in which something public falls due, the latest first. Two looks into an index."""
    found = PublicEntry.objects.visible_to(AnonymousUser()).of_kind("commitment").aggregate(first=Min("due_on"), last=Max("due_on"))
    if found["first"] is None:
        return []
    return [(year, str(year)) for year in range(found["last"].year, found["first"].year - 1, -1)]
