"""Dates and limits in words, and the mark that a limit deserves."""

from datetime import date, datetime
from functools import lru_cache, wraps

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.pages.parts import Mark

WARNING_DAYS = 3  # working days left from which a limit is yellow
ENDED = {
    "met": lambda: Mark("done", _("按期办结")),
    "late": lambda: Mark("warn", _("逾期办结")),
    "failed": lambda: Mark("bad", _("没有办成")),
    "cancelled": lambda: Mark("plain", _("已取消")),
    "paused": lambda: Mark("plain", _("暂停中")),
    "ended": lambda: Mark("plain", _("已期满")),
}


def by_language(function):
    """Remember the words for each language: a list says the same days and counts again and again."""
    remembered = lru_cache(maxsize=10_000)(lambda language, *values: function(*values))
    return wraps(function)(lambda *values: remembered(get_language(), *values))


def as_date(value) -> date | None:
    """A date from a date, a moment or the ISO text that JSON keeps."""
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return parse_date(value) if isinstance(value, str) else value


@by_language
def day(value) -> str:
    """2026年9月21日"""
    return date_format(as_date(value), _("Y年n月j日")) if value else ""


def short_day(value) -> str:
    """9月21日"""
    return date_format(as_date(value), _("n月j日")) if value else ""


def weekday(value) -> str:
    """星期一"""
    return date_format(as_date(value), "l") if value else ""


def moment(value: datetime | None) -> str:
    """2026年9月21日 16:05, in local time."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(local, _("Y年n月j日 H:i"))


def span(first, last) -> str:
    """9月1日至7日, 9月28日至10月4日, or one day."""
    first, last = as_date(first), as_date(last)
    if first == last:
        return short_day(first)
    ending = _("%(day)s日") % {"day": last.day} if (first.year, first.month) == (last.year, last.month) else short_day(last)
    return _("%(first)s至%(last)s") % {"first": short_day(first), "last": ending}


def amount(number: int, unit: str) -> str:
    """20个工作日, 60日, 3个月: `unit` is one of Rule.Unit, a length of time or a rate of interest."""
    forms = {
        "working_day": ngettext("%(count)d个工作日", "%(count)d个工作日", number),
        "calendar_day": ngettext("%(count)d日", "%(count)d日", number),
        "month": ngettext("%(count)d个月", "%(count)d个月", number),
        "year": ngettext("%(count)d年", "%(count)d年", number),
        "ten_thousandth_a_day": ngettext("每日万分之%(count)d", "每日万分之%(count)d", number),
        "basis_point_a_year": ngettext("每年%(count)d个基点", "每年%(count)d个基点", number),
    }
    return forms[unit] % {"count": number}


def mark_of(deadline, today: date | None = None) -> Mark:
    """How a deadline stands on `today`: shape and words, the words hold the number of working days."""
    if deadline.state in ENDED:
        return ENDED[deadline.state]()
    if getattr(deadline, "is_period", False):
        return Mark("plain", _("期间未满"))
    today = today or timezone.localdate()
    left = deadline.working_days_left(today)
    if today > deadline.due_on:
        return Mark("bad", _overdue(left))
    if today == deadline.due_on:
        return Mark("warn", _("今天到期"))
    return Mark("warn" if left <= WARNING_DAYS else "ok", _left(left))


@by_language
def _left(left: int) -> str:
    return ngettext("还剩%(count)d个工作日", "还剩%(count)d个工作日", left) % {"count": left}


@by_language
def _overdue(left: int) -> str:
    if left == 0:  # the days since the due date were all days of rest
        return _("已逾期")
    return ngettext("逾期%(count)d个工作日", "逾期%(count)d个工作日", -left) % {"count": -left}
