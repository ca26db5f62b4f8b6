"""The day ruler: one cell a day from the first counted day to the due date. x in %, y in px, so that words never shrink."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.pages.words import as_date, short_day

MOST_DAYS = 90  # beyond this a cell is too thin to be read
TALL, SHORT = (22, 24), (30, 8)  # y and height in px of a day that is worked, and of a day of rest
FILL = 0.76  # part of a day's step that its cell takes


class Cell(NamedTuple):
    css: str
    x: str
    y: int
    width: str
    height: int


class Ruler(NamedTuple):
    cells: list[Cell]
    now: str | None
    now_label: str
    now_anchor: str
    start_label: str
    end_label: str
    label: str
    has_extra: bool
    has_pause: bool


def ruler(deadline, today: date, verb: str = "") -> Ruler | None:
    """The ruler of a deadline, or None where it has no end yet or more than 90 days."""
    explanation = deadline.explanation or {}
    days = [dict(item, date=as_date(item["date"])) for item in explanation.get("days", [])]
    if not days or not deadline.due_on or len(days) > MOST_DAYS:
        return None
    shifted_from = as_date(explanation.get("shifted_from"))
    step = 100 / len(days)
    cells = [_cell(item, i * step, step, today, shifted_from, deadline.due_on) for i, item in enumerate(days)]
    passed = sum(item["date"] <= today for item in days)
    inside = 0 < passed < len(days)
    return Ruler(
        cells=cells,
        now=_percent(passed * step - step * (1 - FILL) / 2) if inside else None,
        now_label=_("今天，第%(day)s天") % {"day": passed},
        now_anchor=_anchor(passed * step),
        start_label=_("%(day)s起算") % {"day": short_day(explanation.get("started_on"))},
        end_label=_("%(day)s%(verb)s") % {"day": short_day(deadline.due_on), "verb": verb} if verb else short_day(deadline.due_on),
        label=_label(days, deadline.due_on, today, passed if inside else None),
        has_extra=any(cell.css == "extra" for cell in cells),
        has_pause=any(cell.css == "pause" for cell in cells),
    )


def _cell(item: dict, x: float, step: float, today: date, shifted_from: date | None, due_on: date) -> Cell:
    day, kind = item["date"], item["kind"]
    y, height = SHORT if kind in ("rest", "holiday") else TALL
    if day == due_on:
        css, y, height = "last", 16, 30
    elif kind == "paused":
        css = "pause"
    elif shifted_from and day > shifted_from:
        css = "extra"
    elif day <= today:
        css = "gone off" if (y, height) == SHORT else "gone"
    else:
        css = "left"
    return Cell(css, _percent(x), y, _percent(step * FILL), height)


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _anchor(x: float) -> str:
    return "start" if x < 12 else "end" if x > 88 else "middle"


def _label(days: list[dict], due_on: date, today: date, passed: int | None) -> str:
    words = _("从%(first)s起一天一格，到%(last)s共%(count)s格。") % {
        "first": short_day(days[0]["date"]),
        "last": short_day(due_on),
        "count": len(days),
    }
    if passed:
        words += _("今天%(today)s是第%(day)s天。") % {"today": short_day(today), "day": passed}
    return words
