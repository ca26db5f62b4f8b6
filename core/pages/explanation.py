"""How a due date was computed, as the rows of a list: start, limit, days left out, moved, paused, legal basis."""

from datetime import timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from core.deadlines.explanation import PAUSE
from core.pages.words import amount, as_date, day, short_day, span, weekday

DAY = timedelta(days=1)
MOST_SPANS = 3  # longer lists of days are given as a number


def rows(explanation: dict) -> list[tuple[str, str]]:
    """Label and words, in the order in which the date was computed; a row that says nothing is left out."""
    found = [
        (_("起算"), _start(explanation)),
        (_("期限"), _limit(explanation)),
        (_("不计"), _skipped(explanation)),
        (_("顺延"), _shift(explanation)),
        (_("暂停"), _pauses(explanation.get("pauses", []))),
        (_("暂定"), _provisional(explanation.get("provisional_years", []))),
        (_("依据"), explanation.get("legal_basis", "")),
    ]
    return [(label, words) for label, words in found if words]


def _start(explanation: dict) -> str:
    start = as_date(explanation.get("started_on"))
    if not start or explanation.get("fixed_on"):
        return ""
    return _("%(start)s当日不计，%(first)s为第1天") % {"start": day(start), "first": short_day(start + DAY)}


def _limit(explanation: dict) -> str:
    if explanation.get("fixed_on"):
        return _("文件规定的日子，%(day)s") % {"day": day(explanation["fixed_on"])}
    if not explanation.get("amount"):
        return ""
    words = amount(explanation["amount"], explanation["unit"])
    if explanation.get("extension"):
        words += _("，延长%(extension)s") % {"extension": amount(explanation["extension"], explanation["unit"])}
    return words


def _skipped(explanation: dict) -> str:
    """Days left out of the count; those after its end belong to the row that says why the date moved."""
    end = as_date(explanation.get("shifted_from") or explanation.get("due_on"))
    by_reason: dict[str, list] = {}
    for item in explanation.get("skipped", []):
        day_left_out = as_date(item["date"])
        if item["why"] != PAUSE and (end is None or day_left_out <= end):
            by_reason.setdefault(item["why"], []).append(day_left_out)
    return _("；").join(_days(why, days) for why, days in by_reason.items())


def _days(why: str, days: list) -> str:
    spans = _spans(days)
    if len(spans) > MOST_SPANS:
        where = _("%(count)s天") % {"count": len(days)}
    else:
        where = _("、").join(span(first, last) for first, last in spans)
    return f"{_(why)} {where}"


def _spans(days: list) -> list[tuple]:
    """Runs of consecutive days: their ordinal minus their position in the list is the same."""
    runs = groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0])
    lists = [[date for _position, date in run] for _key, run in runs]
    return [(run[0], run[-1]) for run in lists]


def _shift(explanation: dict) -> str:
    moved, due = as_date(explanation.get("shifted_from")), as_date(explanation.get("due_on"))
    if not moved or not due:
        return ""
    if explanation.get("fixed_on"):
        return _("经批准延长到%(due)s") % {"due": day(due)}
    return _("%(day)s（%(weekday)s）不是工作日，顺延到%(due)s（%(due_weekday)s）") % {
        "day": short_day(moved),
        "weekday": weekday(moved),
        "due": short_day(due),
        "due_weekday": weekday(due),
    }


def _pauses(pauses: list) -> str:
    """A pause [a, b] takes the days after a up to and including b out of the count; b may still be open."""
    if not pauses:
        return _("没有暂停")
    return _("；").join(_pause(as_date(a), as_date(b)) for a, b in pauses)


def _pause(begin, end) -> str:
    if end is None:
        return _("%(first)s起暂停，还没有恢复") % {"first": short_day(begin + DAY)}
    return _("%(days)s，共%(count)s天") % {"days": span(begin + DAY, end), "count": (end - begin).days}


def _provisional(years: list) -> str:
    if not years:
        return ""
    names = _("、").join(str(year) for year in years)
    return _("%(years)s年的放假安排还没有公布，按周一至周五推算，公布后重新计算") % {"years": names}
