"""How much time is left and how long something has waited, in bands. A figure and the list behind it ask one condition: so they agree."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.deadlines.calendar import current_calendar
from core.deadlines.models import Deadline
from core.pages.words import WARNING_DAYS

Condition = Callable[[str, date], Q]  # of a band, on a day


class Left(NamedTuple):
    """A band of time left, by the working days up to the due day."""

    label: Any
    mark: str


class Age(NamedTuple):
    """A band of age, in calendar days from the first to the last; the oldest has no last."""

    label: Any
    first: int
    last: int | None


LEFT = {
    "overdue": Left(_("已逾期"), "bad"),
    "today": Left(_("今天到期"), "warn"),
    "soon": Left(_("3个工作日以内"), "warn"),
    "later": Left(_("还剩4个工作日以上"), "ok"),
    "paused": Left(_("暂停中"), "plain"),
}
AGES = {
    "week": Age(_("7日以内"), 0, 7),
    "month": Age(_("8至30日"), 8, 30),
    "quarter": Age(_("31至90日"), 31, 90),
    "year": Age(_("91至365日"), 91, 365),
    "longer": Age(_("366日以上"), 366, None),
}


def time_left(band: str, today: date, limit: str) -> Q:
    """Rows whose live limit has so much time left, colours as in my-work; "open": whose limit is live. `limit` names the relation to it."""
    far = current_calendar().add_working_days(today, WARNING_DAYS + 1)
    days = {"overdue": {"lt": today}, "today": {"exact": today}, "soon": {"gt": today, "lt": far}, "later": {"gte": far}}.get(band, {})
    states = {"paused": ["paused"], "open": Deadline.LIVE}.get(band, ["running", "overdue"])
    return Q(**{f"{limit}__state__in": states}, **{f"{limit}__due_on__{lookup}": day for lookup, day in days.items()})


def of_age(band: str, today: date, field: str) -> Q:
    """Rows whose day in `field` lies so many calendar days back; of a moment its local day counts."""
    age = AGES[band]
    latest = {f"{field}__lte": today - timedelta(days=age.first)} if age.first else {}
    earliest = {} if age.last is None else {f"{field}__gte": today - timedelta(days=age.last)}
    return Q(**latest, **earliest)


def of_age_since(band: str, today: date, field: str) -> Q:
    """of_age() for a field that holds a moment."""
    age = AGES[band]
    before = {f"{field}__lt": midnight(today - timedelta(days=age.first - 1))} if age.first else {}
    begin = {} if age.last is None else {f"{field}__gte": midnight(today - timedelta(days=age.last))}
    return Q(**before, **begin)


def in_past_year(today: date, field: str) -> Q:
    """Moments of the last 12 months: from the same day of the year before on (29 February: from the 28th)."""
    day = today.replace(day=28) if (today.month, today.day) == (2, 29) else today
    return Q(**{f"{field}__gte": midnight(day.replace(year=day.year - 1))})


def midnight(day: date) -> datetime:
    """When the local day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


class BandFilter(django_filters.ChoiceFilter):
    """The rows of one band: those that meet `condition(band, today)`."""

    def __init__(self, *, condition: Condition, **kwargs):
        super().__init__(**kwargs)
        self.condition = condition

    def filter(self, rows, value):
        return rows.filter(self.condition(value, timezone.localdate())) if value else rows


def left_filter(condition: Condition) -> BandFilter:
    choices = [("open", _("全部没有办结的")), *((name, band.label) for name, band in LEFT.items())]
    return BandFilter(label=_("还剩多少时间"), choices=choices, condition=condition)


def age_filter(condition: Condition) -> BandFilter:
    return BandFilter(label=_("已有多久"), choices=[(name, band.label) for name, band in AGES.items()], condition=condition)


def past_year_filter(label, condition: Condition) -> BandFilter:
    return BandFilter(label=label, choices=[("year", _("近12个月"))], condition=condition)
