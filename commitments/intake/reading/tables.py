"""Tables that became text: cells between tabs, bars, ； or blanks, or one cell a line, under a line of column names."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from core.documents.dates import DATE
from core.documents.numbers import chinese_to_int
from core.documents.text import PAGE_NUMBER

from . import fields
from .units import is_unit_like

_KINDS = (
    ("number", re.compile(r"序号?|编号|任务编号")),
    ("other", re.compile(fields.OTHER_COLUMN)),
    ("lead", re.compile(rf"{fields.LEAD}|{fields.LEAD_SHORT}")),
    ("cooperate", re.compile(rf"{fields.COOPERATE}|{fields.COOPERATE_SHORT}")),
    ("time", re.compile(fields.TIME_COLUMN)),
    ("text", re.compile(fields.TEXT_COLUMN)),
)
_BLANKS = re.compile(r"[ ]{2,}")
_SEPARATORS = [re.compile(one) for one in (r"[ ]*\t[ ]*", r"\s*\t\s*", r"[ ]*\|[ ]*", r"[ ]*;[ ]*", _BLANKS, r"[ ]*,[ ]*", r"[ ]+")]
_ROW_NUMBER = re.compile(r"[(]?(?:\d{1,3}(?:[.-]\d{1,2}){0,2}|[一二三四五六七八九十]{1,4})[).、]?\Z")
_LEADING_NUMBER = re.compile(r"[ ]*(\d{1,3})[.、][ ]*")
_PAGE = re.compile(PAGE_NUMBER)
_RULE = re.compile(r"[|\-: +=]+")
_LOOKS_TIMED = re.compile(r"\d年|\d月|年[底内]|季度|每[年月周]|长期|持续|常[态年]|半年|全年|立行立改|即日|\d[./-]\d")
_SAID = re.compile(r"\([^()]*\)|(?:牵头|负责|配合|参与|按职责分工负责)(?=[、,;]|$)")
_NONE = ("无", "/", "—", "-")
# What a line more in a cell costs: a time is short, a text long.
_MORE_LINES = {"text": 0.05, "cooperate": 0.1, "lead": 0.2, "time": 0.3, "other": 0.3, "rest": 0.1, "number": 9}
# So many lines more than columns may belong to one row of a table of one cell a line.
_SURPLUS = 8


@dataclass
class Row:
    """One row: places of its cells by kind of column, and the place of the whole row."""

    ordinal: str
    start: int
    end: int
    cells: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class Table:
    start: int
    end: int
    rows: list[Row]


class _Lines:
    """The lines of a text that are neither empty nor a page's number."""

    def __init__(self, text: str):
        self.text = text
        self.places = [found.span() for found in re.finditer(r"[^\n]+", text) if found[0].strip() and not _PAGE.fullmatch(found[0])]
        self.words = [text[start:end].strip() for start, end in self.places]


def find_tables(text: str) -> list[Table]:
    """The tables of folded text whose header names units or times and at least one more column."""
    lines, tables, at = _Lines(text), [], 0
    while at < len(lines.words):
        table, following = _wide_table(lines, at) or _tall_table(lines, at) or (None, at + 1)
        if table and table.rows:
            table.rows = _without_headings(text, table.rows)
            tables.append(table)
        at = max(following, at + 1)
    return tables


def _without_headings(text, rows):
    """（一） with a title only, among rows with Arabic numbers, is a heading."""
    numbers = any(row.ordinal[:1].isdigit() for row in rows)
    says = [any(text[slice(*place)].strip() for kind in ("lead", "cooperate", "time") for place in row.cells.get(kind, [])) for row in rows]
    return [row for row, said in zip(rows, says, strict=True) if said or not numbers or row.ordinal[:1].isdigit()]


@lru_cache(1000)
def _kind(name):
    name = re.sub(r"\s", "", name).strip("*|:【】")
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(name)), None)


def _columns(names):
    kinds = [_kind(name) for name in names]
    known = sum(map(bool, kinds))
    useful = {"lead", "cooperate", "time"} & set(kinds)
    unknown = [at for at, kind in enumerate(kinds) if not kind]
    if unknown and ("text" not in kinds or kinds[unknown[0] - 1 : unknown[0]] == ["number"]):
        kinds[unknown[0]] = "text"  # 隐患描述, 群众反映: whatever the work is called
    enough = len(names) >= 2 and known >= max(2, len(names) * 0.6) and useful and ("text" in kinds or "number" in kinds)
    return [kind or "other" for kind in kinds] if enough else None


def _ordinal(words):
    """3 for 3., (三) for (三)."""
    return words if words.startswith("(") and words.endswith(")") else re.match(r"[(]?(\d+(?:[.-]\d+)*|[^).、]+)", words)[1]


def _levels(number):
    """(1, 2) for 1.2, (3,) for 3 and (三)."""
    return tuple(map(int, re.findall(r"\d+", number))) or (chinese_to_int(number.strip("()")),)


def _wide_table(lines, at):
    """A header and rows, a line each."""
    if len(lines.words[at]) > 200:
        return None
    for separator in _SEPARATORS:
        places = _cells(lines.text, lines.places[at], separator)
        columns = _columns([lines.text[slice(*place)] for place in places]) if len(places) >= 2 else None
        if columns:
            return _wide_rows(lines, at, columns, separator)
    return None


def _cells(text, place, separator):
    """Places of the cells of a line; a bar at either edge is a border."""
    line, barred = text[slice(*place)].strip(" "), "|" in separator.pattern
    left = text.index(line, place[0]) + (barred and line.startswith("|"))
    right = left + len(line.removeprefix("|").removesuffix("|") if barred else line)
    cells, begin = [], left
    for found in separator.finditer(text, left, max(left, right)):
        cells.append((begin, found.start()))
        begin = found.end()
    return [*cells, (begin, max(begin, right))]


def _wide_rows(lines, at, columns, separator):
    table, following = Table(*lines.places[at], []), at + 1

    def read_line(line):
        cells = _cells(lines.text, lines.places[line], separator) if line < len(lines.words) else []
        return cells, _row_number(lines.text, cells, columns)

    while following < len(lines.words):
        words, (cells, number) = lines.words[following], read_line(following)
        if number is not None:
            table.rows.append(_row(lines.text, number, columns, cells))
        elif table.rows and words != lines.words[at] and (len(cells) > 1 or _below(lines, following, separator)):
            _continue_row(lines.text, table.rows[-1], columns, cells, separator)
        elif words != lines.words[at] and not _RULE.fullmatch(words) and (len(words) > 60 or read_line(following + 1)[1] is None):
            break  # else a heading inside the table, or the rest of a cell
        table.end, following = lines.places[following][1], following + 1
    return table, following


def _row_number(text, places, columns):
    """The number of the row that begins here, "" in a table without numbers; None where none begins."""
    index = columns.index("number") if "number" in columns else 0
    cells = [text[slice(*place)].strip() for place in places]
    if len(cells) < 2:
        return None
    if "number" in columns:
        # a category before the number is written once for several rows
        return next((_ordinal(cell) for cell in cells[: index + 1] if _ROW_NUMBER.match(cell)), None)
    found = _LEADING_NUMBER.match(cells[0])
    return found[1] if found else "" if cells[0] and len(cells) == len(columns) else None


def _row(text, number, columns, places):
    row = Row(number, places[0][0], places[0][1])
    if "number" not in columns and (found := _LEADING_NUMBER.match(text, *places[0])):
        places = [(found.end(), places[0][1]), *places[1:]]
    for column, place in _align(text, columns, places):
        row.cells.setdefault(column, []).append(place)
        row.end = place[1]
    return row


def _continue_row(text, row, columns, places, separator):
    """The rest of cells that were broken: each below its cell, which between blanks only the place in the line shows."""
    row.end = places[-1][1]
    cells = sorted((place, column) for column, found in row.cells.items() for place in found)
    for column, place in zip(columns, places, strict=False):
        if separator is _BLANKS:
            column = min(cells, key=lambda cell: abs(_offset(text, cell[0][0]) - _offset(text, place[0])))[1]
        row.cells.setdefault(column, []).append(place)


def _below(lines, at, separator):
    """Whether a line is the rest of a cell to the right in a table whose cells stand between blanks."""
    return separator is _BLANKS and lines.text.startswith(" " * 8, lines.places[at][0])


def _offset(text, at):
    """How far from the left a character stands; a Chinese one takes two places."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) + len(re.findall(r"[^\x00-\xff]", line))


@dataclass
class _Form:
    """How the rows look of a table of one cell a line: its columns, the first line of its header, and the mark of a number."""

    columns: list[str]
    header: str
    mark: re.Pattern

    def number(self, words: str, last: tuple[int, ...]) -> str | None:
        """The number of the row that begins with these words: the next one, or the first of a new part."""
        if not self.mark.match(words):
            return None
        number = _ordinal(words)
        *part, value = _levels(number)
        same_level = len(last) == len(part) + 1
        if part:  # 1.2 behind 1.1; 5.1 among plain numbers is a day
            follows = value == 1 and (same_level or not last) or same_level and (*part, value - 1) == last
        else:
            before = last[0] if same_level else 0
            follows = value == 1 or before < value <= before + 5
        return number if follows else None

    def row_end(self, lines: _Lines, at: int, last: tuple[int, ...]) -> int | None:
        """The line in which the next row, or the header again, begins; None behind the last row."""
        for end in range(at, min(len(lines.words), at + len(self.columns) - 1 + _SURPLUS)):
            if lines.words[end] == self.header or self.number(lines.words[end], last):
                return end
        return None


def _tall_table(lines, at):
    """A header of one column name a line, then one cell a line, each row beginning with its number."""
    form, following = _tall_form(lines, at)
    if not form:
        return None
    width, last = following - at, ()
    table = Table(lines.places[at][0], lines.places[following - 1][1], [])
    while following < len(lines.words):
        if number := form.number(lines.words[following], last):
            last = _levels(number)
            end = form.row_end(lines, following + 1, last)
            cells = lines.places[following : end or _signature(lines, following, following + len(form.columns) + _SURPLUS)]
            table.rows.append(_row(lines.text, number, form.columns, cells))
            table.end = table.rows[-1].end
            following = end or bisect_left(lines.places, (table.end,))
        elif lines.words[following] == form.header:
            following += width
        elif len(lines.words[following]) <= 60 and form.number(" ".join(lines.words[following + 1 : following + 2]), last):
            following += 1  # a heading inside the table
        else:
            break
    return table, following


def _tall_form(lines, at):
    """The form that the column names up to the first row's number make, and the line behind them. A name may be broken over two lines."""
    names = []
    for following in range(at, min(len(lines.words), at + 14)):
        line = lines.words[following]
        if _ROW_NUMBER.match(line) or _LEADING_NUMBER.match(line):
            columns = _columns(names) if len(names) >= 3 else None
            if not columns or not {"number", "text"} & set(columns[:2]):
                break
            numbered = "number" in columns
            columns = columns[columns.index("number") :] if numbered else columns
            return _Form(columns, lines.words[at], _ROW_NUMBER if numbered else _LEADING_NUMBER), following
        if len(line) > 14 or not names and not _kind(line):
            break
        broken = names and len(line) <= 4 and not (_kind(names[-1]) and _kind(line)) and _kind(names[-1] + line)
        names[-1:] = [names[-1] + line] if broken else [*names[-1:], line]
    return None, at


def _signature(lines, start, end):
    """Where a signature begins behind the cells of the last row: a body and a date below another time; else `end`."""
    words = lines.words[start:end]
    for at in range(len(words) - 2, 1, -1):
        if DATE.fullmatch(words[at + 1]) and is_unit_like(words[at]) and any(map(_LOOKS_TIMED.search, words[:at])):
            return start + at
    return end


def _align(text, columns, places):
    """Columns with their cells. Where a cell is broken over lines, or empty, the words decide which: best[used] is the best fit of the first cells."""
    cells = [text[slice(*place)].strip() for place in places]
    if len(cells) == len(columns) and all(_suits(kind, [cell]) >= 0 for kind, cell in zip(columns, cells, strict=True)):
        return list(zip(columns, places, strict=True))
    longest, best = max(2, len(cells) - len(columns) + 3), {0: (0, ())}
    for column in [*columns, "rest"]:
        following = {}
        for used, (score, runs) in best.items():
            for end in range(used, min(len(cells), used + longest) + 1):
                better = score + _suits(column, cells[used:end])
                if end not in following or better > following[end][0]:
                    following[end] = better, (*runs, (column, used, end))
        best = following
    runs = best[max(best)][1]
    return [(column, (places[used][0], places[end - 1][1])) for column, used, end in runs if used < end and column != "rest"]


def _suits(kind, cells):
    """How well a cell of so many lines suits a kind of column."""
    if not cells:
        return {"rest": 0, "other": -0.2, "lead": -0.7, "number": -9}.get(kind, -0.5)
    words = "".join(cells)
    timed = len(words) <= 40 and any(_LOOKS_TIMED.search(cell) for cell in cells)
    body = words in _NONE or _names_body(words, all)
    fit = {
        "number": 9 if _ROW_NUMBER.match(words) else -9,
        "time": 2 if timed else -body,
        "lead": -2 if timed else 2 * body,
        "cooperate": -2 if timed else 2 * body,
        "text": int(not body and not timed)
        - 0.5 * any(map(_names_body, cells[1:]))
        + 0.1 * words.endswith("。")
        - 0.3 * any(_LEADING_NUMBER.match(cell) for cell in cells[1:]) * (not _LEADING_NUMBER.match(words)),
        "other": 0.5,
        "rest": 0,
    }[kind]
    return fit - _MORE_LINES[kind] * (len(cells) - 1) - cells[-1].endswith(("、", ","))


@lru_cache(1000)
def _names_body(words, how_many=any):
    return how_many(is_unit_like(name) for name in re.split("[、,; ]", _SAID.sub("", words)) if name)
