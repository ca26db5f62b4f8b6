"""Tables that became text: cells between tabs, bars, ； or blanks, or one cell a line, under a line of column names."""

import re
from dataclasses import dataclass, field
from itertools import combinations

from .units import is_unit_like

_NUMBER = re.compile(r"序号|编号|序")
_LEAD = re.compile(r"(?:主要)?(?:牵头|主办|主责|负责|承办).{0,6}|牵头")
_COOPERATE = re.compile(
    r"(?:主要)?(?:责任|配合|协办|参与|参加|协同|协助|落实|实施|支持)(?:\(.{1,4}\)|责任|配合)?(?:单位|部门|机构|主体|处室|科室|地区|方)?"
)
_TIME = re.compile(r".{0,6}(?:时限|时间|期限|进度|节点)(?:要求|安排|进度|节点)?(?:\(.{1,8}\))?")
_OTHER = re.compile(
    r"备注|说明|责任人|责任领导|分管领导|牵头领导|联系人|(?:类|级)别|领域|方面|类型|板块|所属.{1,4}|来源|成果.{0,4}|验收.{0,4}|完成情况|预期.{1,4}|联系电话|一级指标"
)
_TEXT = re.compile(
    r"(?:工作|重点|主要|改革|具体|目标|年度|任务|整改|建设|创新|分解|项目)*(?:任务|事项|内容|措施|举措|要点|项目|目标|指标|工作|名称|问题|要求)(?:及.{1,6}|和.{1,6}|名称|内容|分解|清单|\(.{1,6}\))?"
)
_KINDS = (("number", _NUMBER), ("other", _OTHER), ("lead", _LEAD), ("cooperate", _COOPERATE), ("time", _TIME), ("text", _TEXT))
_SEPARATORS = [re.compile(one) for one in (r"\t+|[ ]*\t[ ]*", r"[ ]*\|[ ]*", r"[ ]*;[ ]*", r"[ ]{2,}", r"[ ]*,[ ]*", r"[ ]+")]
_LOOKS_TIMED = re.compile(r"\d年|\d月|年[底内]|季度|每[年月周]|长期|持续|常态|半年|全年")
_ROW_NUMBER = re.compile(r"[(]?(\d{1,3}|[一二三四五六七八九十]{1,4})[).、]?")


@dataclass
class Row:
    """One numbered row: places of its cells by kind of column, and the place of the whole row."""

    ordinal: str
    start: int
    end: int
    cells: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class Table:
    start: int
    end: int
    rows: list[Row]


def find_tables(text: str) -> list[Table]:
    """The tables of folded text whose header names units or times and at least one more column."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text) if found[0].strip()]
    tables, at = [], 0
    while at < len(lines):
        table, following = _wide_table(text, lines, at) or _tall_table(text, lines, at) or (None, at + 1)
        if table and table.rows:
            tables.append(table)
        at = max(following, at + 1)
    return tables


def _kind(name):
    name = re.sub(r"\s", "", name).strip("*|:【】")
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(name)), None)


def _columns(names):
    kinds = [_kind(name) for name in names]
    known = sum(kind is not None for kind in kinds)
    useful = {"lead", "cooperate", "time"} & set(kinds)
    enough = len(names) >= 2 and known >= max(2, len(names) - 1) and useful and ("text" in kinds or "number" in kinds)
    return [kind or "other" for kind in kinds] if enough else None


def _cells(text, start, end, separator):
    """Places of the cells of a line; a bar at either edge is a border."""
    line = text[start:end]
    left, right = start + len(line) - len(line.lstrip(" |")), start + len(line.rstrip(" |" if "|" in separator.pattern else " "))
    if "|" not in separator.pattern:
        left = start + len(line) - len(line.lstrip(" "))
    cells, begin = [], left
    for found in separator.finditer(text, left, max(left, right)):
        cells.append((begin, found.start()))
        begin = found.end()
    return [*cells, (begin, max(begin, right))]


def _wide_table(text, lines, at):
    """A header and rows, a line each."""
    start, end = lines[at]
    if end - start > 200:
        return None
    for separator in _SEPARATORS:
        places = _cells(text, start, end, separator)
        columns = _columns([text[slice(*place)] for place in places]) if len(places) >= 2 else None
        if columns:
            return _wide_rows(text, lines, at, columns, separator)
    return None


def _wide_rows(text, lines, at, columns, separator):
    table, following, header = Table(lines[at][0], lines[at][1], []), at + 1, text[slice(*lines[at])].strip()
    for following in range(at + 1, len(lines) + 1):
        if following == len(lines):
            break
        start, end = lines[following]
        line = text[start:end].strip()
        if line == header or re.fullmatch(r"[|\-: +=]+", line):
            continue
        places = _cells(text, start, end, separator)
        number = _row_number(text, places, columns)
        if number and len(places) >= 2:
            table.rows.append(_row(number, start, end, columns, places))
        elif table.rows and len(places) > 1:
            _continue_row(table.rows[-1], end, columns, places)
        elif not (len(places) == 1 and len(line) <= 60 and _more_rows(text, lines, following, columns, separator)):
            break
        table.end = end
    return table, following


def _more_rows(text, lines, at, columns, separator):
    """Whether the next line is a row again: then this one is a heading inside the table or the rest of a cell."""
    if at + 1 >= len(lines):
        return False
    places = _cells(text, *lines[at + 1], separator)
    return len(places) >= 2 and _row_number(text, places, columns) is not None


def _row_number(text, places, columns):
    index = columns.index("number") if "number" in columns else 0
    if index >= len(places):
        return None
    words = text[slice(*places[index])].strip()
    found = _ROW_NUMBER.fullmatch(words) if "number" in columns else re.match(r"(\d{1,3})[.、]", words)
    return _ordinal(words) if found else None


def _ordinal(words):
    """3 for 3., (三) for (三)."""
    return words if words.startswith("(") and words.endswith(")") else re.match(r"[(]?([^).、]+)", words)[1]


def _row(number, start, end, columns, places):
    row = Row(number, start, end)
    for column, place in zip(columns, _fit(columns, places), strict=False):
        row.cells.setdefault(column, []).append(place)
    return row


def _fit(columns, places):
    """More cells than columns: a text had the separator in it, so the text column takes the surplus."""
    surplus = len(places) - len(columns)
    if surplus <= 0 or "text" not in columns:
        return places
    at = columns.index("text")
    return [*places[:at], (places[at][0], places[at + surplus][1]), *places[at + surplus + 1 :]]


def _continue_row(row, end, columns, places):
    row.end = end
    for column, place in zip(columns, places, strict=False):
        row.cells.setdefault(column, []).append(place)


def _tall_table(text, lines, at):
    """A header of one column name a line, then one cell a line, each row beginning with its number."""
    names = []
    while at + len(names) < len(lines) and len(names) < 10:
        start, end = lines[at + len(names)]
        if end - start > 14 or _kind(text[start:end]) is None:
            break
        names.append(text[start:end])
    columns = _columns(names) if len(names) >= 3 else None
    if not columns or columns[0] != "number":
        return None
    table, following = Table(lines[at][0], lines[at + len(names) - 1][1], []), at + len(names)
    while following < len(lines) and _ROW_NUMBER.fullmatch(text[slice(*lines[following])].strip()):
        number = _ordinal(text[slice(*lines[following])].strip())
        stop = _end_of_tall_row(text, lines, following + 1, len(columns))
        places = lines[following:stop]
        table.rows.append(_row(number, places[0][0], places[-1][1], *_align(text, columns, places)))
        table.end, following = places[-1][1], stop
    return table, following


def _align(text, columns, places):
    """Columns and cells of a row one by one. A cell of several lines, or an empty one, shifts the rest: the fit of the words decides."""
    surplus = len(places) - len(columns)
    if surplus > 0:
        wide = [column for at in range(1, len(columns)) for column in [columns[:at] + [columns[at]] * (surplus + 1) + columns[at + 1 :]]]
    elif surplus < 0 and len(columns) <= 8:
        wide = [[columns[at] for at in kept] for kept in combinations(range(len(columns)), len(places)) if kept[0] == 0]
    else:
        wide = [columns]
    cells = [text[slice(*place)].strip() for place in places]
    return max(wide, key=lambda kinds: sum(_fits(kind, cell) for kind, cell in zip(kinds, cells, strict=False))), places


def _fits(kind, cell):
    """How well the words of a cell suit a kind of column."""
    timed = bool(_LOOKS_TIMED.search(cell)) and len(cell) <= 24
    body = is_unit_like(re.sub(r"(?:牵头|负责|配合|按职责分工负责)$", "", cell)) or cell in ("无", "/", "—")
    return {"time": 2 * timed, "lead": 2 * body, "cooperate": 2 * body, "text": int(not body and not timed), "other": 0.5, "number": 0}[
        kind
    ]


def _end_of_tall_row(text, lines, at, width):
    """Behind the last cell: before the next number, at the latest where the columns are used up by far."""
    for stop in range(at, min(len(lines), at + width - 1 + 6)):
        if _ROW_NUMBER.fullmatch(text[slice(*lines[stop])].strip()):
            return stop
    return min(len(lines), at + width - 1)
