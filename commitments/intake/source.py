"""The document's own text, paragraph by paragraph, with tasks, units and limits marked where they were read."""

import re
from bisect import bisect_left
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

# the number of an item, as it stands just before the item's own words
NUMBER = re.compile(r"(?:[（(]?[一二三四五六七八九十百〇零\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}条|[①-⑳])\s*$")
LONGEST_NUMBER = 10


class Paragraph(NamedTuple):
    """One paragraph. `n`: the key of the task that begins in it, for the number that leads to the draft beside it."""

    html: str
    n: int | None = None
    label: int | None = None
    heading: bool = False


class Mark(NamedTuple):
    start: int
    end: int
    css: str


def paragraphs(text, tasks):
    """The paragraphs of a text with the marks of its tasks (with units). The number of a task stands before the words that begin it."""
    marks = marks_of(text, tasks)
    starts = [mark.start for mark in marks]
    cuts = {opening(text, task.start): (task.pk, number) for number, task in enumerate(tasks, start=1)}
    places = sorted(cuts)
    found, begin = [], 0
    for end in ends_of(text, places):
        piece = text[begin:end]
        if piece.strip():
            start = begin + len(piece) - len(piece.lstrip())
            place = bisect_left(places, begin)
            key, label = cuts[places[place]] if place < len(places) and places[place] < end else (None, None)
            within = marks[bisect_left(starts, start) : bisect_left(starts, end)]
            found.append(Paragraph(marked(text, start, begin + len(piece.rstrip()), within), key, label))
        begin = end
    return found


def opening(text, start):
    """Where a task begins for the eye: before its number."""
    number = NUMBER.search(text[max(start - LONGEST_NUMBER, 0) : start])
    return start - len(number[0]) if number else start


def ends_of(text, cuts):
    """Where paragraphs end: at line ends, and before a task that begins within a line (a text without line breaks)."""
    ends, begin = [], 0
    for line in text.splitlines(keepends=True):
        inner = cuts[bisect_left(cuts, begin + 1) : bisect_left(cuts, begin + len(line))]
        ends += [place for place in inner if text[begin:place].strip()]
        begin += len(line)
        ends.append(begin)
    return ends


def marks_of(text, tasks):
    """Marks that do not overlap, in order: a unit and a limit win over the title that they stand in."""
    small, large = [], []
    for task in tasks:
        for unit in task.units.all():
            if unit.start is not None:
                small.append(Mark(unit.start, unit.end, "" if unit.settled else "lost"))
        if task.limit_start is not None:
            small.append(Mark(task.limit_start, task.limit_end, "by"))
        place = text.find(task.title[:12], task.start, task.end)
        if place >= 0:
            large.append(Mark(place, min(place + len(task.title), task.end), "task-words"))
    taken, kept = set(), []
    for mark in [*small, *large]:
        if taken.isdisjoint(range(mark.start, mark.end)):
            taken.update(range(mark.start, mark.end))
            kept.append(mark)
    return sorted(kept)


def marked(text, start, end, marks):
    parts, done = [], start
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            css = format_html(' class="{}"', mark.css) if mark.css else ""
            parts += [conditional_escape(text[done : mark.start]), format_html("<mark{}>{}</mark>", css, text[mark.start : mark.end])]
            done = mark.end
    return mark_safe("".join([*parts, conditional_escape(text[done:end])]))  # noqa: S308  every part is escaped above
