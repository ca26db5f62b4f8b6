"""Which items of a document are tasks, and what each asks of whom by when."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date

from core.documents.text import fold, join_lines, without_breaks

from .frame import closing, furniture, is_frame, names_members
from .head import read_head, signature_starts
from .limits import read_field, read_running
from .model import ReadDocument, ReadTask, Span, Unit
from .outline import Node, read_outline
from .responsibilities import COOPERATE, LEAD, Clause, find_clauses, read_cell, running_units
from .tables import find_tables

_PART_STYLES = {"cn", "chapter", "named"}
_NUMBERED_THROUGH = {"number", "article"}
_TEXT_LABEL = re.compile(r"[ \t]*(?:(?:工作|重点|主要|目标)?(?:任务|事项)(?:名称|内容)?|工作内容|内容)[ \t]*:[ \t]*")
_COLUMNS = ("text", LEAD, COOPERATE, "time")
_STARTS_WITH = 12
# In a cell a break only wraps, but for the one between numbered or finished sentences.
_CELL_STOP = r"。|(?<=[;:!?])\n|\n(?=[ \t]*[\d(①-⑳])"


@dataclass
class _Item:
    """A task before its words are read: its place, and the clauses that belong to it."""

    ordinal: str
    start: int
    end: int
    clauses: list[Clause] = field(default_factory=list)


@dataclass(frozen=True)
class _Source:
    """The text, and its folded form without wrapping breaks, in which all places are; `places` lead back to the text."""

    text: str
    folded: str
    places: list[int]
    clauses: list[Clause]
    stops: list[int]
    year: int | None
    written: date | None

    def span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self.places[end - 1] + 1 if end > start else self.places[start])

    def words(self, start: int, end: int) -> str:
        """As written, without the breaks and page numbers that only came between."""
        return "".join(self.text[place] for place in self.places[start:end])

    def clauses_in(self, start: int, end: int) -> list[Clause]:
        first = bisect_left(self.clauses, start, key=lambda clause: clause.start)
        last = bisect_left(self.clauses, end, key=lambda clause: clause.start)
        return self.clauses[first:last]

    def begins_line(self, start: int) -> bool:
        return self.folded[max(0, start - 8) : start].rstrip(" \t").endswith("\n")

    def body_end(self, start: int, end: int) -> int:
        """`end`, or where a signature or the page's furniture begins before it."""
        at = bisect_left(self.stops, start)
        return min(end, self.stops[at]) if at < len(self.stops) else end


def read_document(text: str) -> ReadDocument:
    """Head and tasks of a policy document, each with its place in `text`. Never fails: what is not found stays empty."""
    broken = fold(text)
    folded, places = join_lines(broken, [(table.start, table.end) for table in find_tables(broken)])
    tables = find_tables(folded)
    outside = _without(folded, [(table.start, table.end) for table in tables])
    clauses = find_clauses(outside)
    roots = read_outline(outside, [clause.start for clause in clauses if clause.names_units], {clause.end for clause in clauses})
    starts = [root.start for root in roots[:1]] + [table.start for table in tables[:1]]
    head = read_head("".join(text[place] for place in places[:-1]), outside, min(starts, default=len(folded)))
    written = head.written_on.value if head.written_on else None
    stops = sorted([*furniture(folded), *signature_starts(outside)])
    source = _Source(text, folded, places, clauses, stops, head.year, written)
    tasks = [_task(source, item) for item in _items(source, roots)]
    tasks += [_row_task(source, row) for table in tables for row in table.rows if row.cells.keys() & {"text", "lead", "cooperate"}]
    tasks.sort(key=lambda task: task.span.start)
    return ReadDocument(_placed(source, head), tuple(tasks), () if tasks else ("no_tasks",))


def _placed(source, head):
    """The head with the places of the text as it came."""
    found = {name: value for name, value in vars(head).items() if value}
    return replace(head, **{name: replace(value, span=source.span(value.span.start, value.span.end)) for name, value in found.items()})


def _without(text, tables):
    """As long as the text: what stands in the cells of a table is no item, no field, and no signature."""
    pieces, at = [], 0
    for start, end in tables:
        pieces += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def as_json(read: ReadDocument) -> dict:
    """The read document in the form of the golden labels."""

    def shown(found):
        return found and (found.value.isoformat() if isinstance(found.value, date) else found.value)

    head = {name: shown(getattr(read.head, name)) for name in ("source_title", "number", "issuer", "written_on", "published_on")}
    return head | {"tasks": [_task_as_json(task) for task in read.tasks]}


def _task_as_json(task):
    deadline = task.deadline
    return {
        "ordinal": task.ordinal,
        "title": task.title,
        "lead_units": [unit.name for unit in task.lead_units],
        "cooperating_units": [unit.name for unit in task.cooperating_units],
        "deadline": {"kind": deadline.kind, "date": deadline.date and deadline.date.isoformat(), "text": deadline.text},
        "starts_with": task.starts_with,
    }


def _items(source: _Source, roots: list[Node]) -> list[_Item]:
    """Part by part: where one has responsibility clauses, the items that carry them; else its lowest items."""
    through = _numbered_through(roots)
    claimed = _claimed(source, roots)
    bare_headings = any(root.children for root in roots)
    items = []
    for part in _parts(roots):
        nodes = [node for root in part for node in root.walk()]
        if any(id(node) in claimed for node in nodes):
            for node in nodes:
                if id(node) in claimed:
                    items += _claimed_items(source, node, claimed, through)
        else:
            for root in part:
                items += _lowest_items(source, root, through, bare_headings)
    if items and not items[-1].clauses:
        items[-1].end = closing(source.folded, items[-1].start, items[-1].end)
    return items + _paragraphs(source, "", 0, source.clauses_in(0, roots[0].start if roots else len(source.folded)))


def _parts(roots):
    """The parts of the document: each 一、; a plain numbered list is one part."""
    if roots and all(root.style in _PART_STYLES for root in roots):
        return [[root] for root in roots]
    return [roots]


def _numbered_through(roots):
    """The styles that count on through several parts: their items keep the bare number."""
    through = set()
    for style in _NUMBERED_THROUGH:
        numbers = [node.number for root in roots for node in root.walk() if node.style == style]
        parents = {id(node.parent) for root in roots for node in root.walk() if node.style == style}
        if numbers == sorted(set(numbers)) and (len(parents) > 1 or style == "article"):
            through.add(style)
    return through


def _claimed(source, roots):
    """The items that carry a responsibility of their own. One behind the last of several silent children is their parent's."""
    nodes = [node for root in roots for node in root.walk()]
    carries = {id(node) for node in nodes if any(clause.names_units for clause in source.clauses_in(node.text_start, node.own_end))}
    claimed = [(node.children[-1], child) for node in nodes for child in node.children if id(child) in carries]
    before_last = {child.style for last, child in claimed if child is not last or child.style == "measure"}
    for node in reversed(nodes):
        last = node.children[-1] if len(node.children) > 1 else None
        if last and id(last) in carries and not last.children and last.style not in before_last and id(node) not in carries:
            carries.remove(id(last))
            carries.add(id(node))
    return carries


def _claimed_items(source, node, claimed, through):
    inner = any(id(one) in claimed for child in node.children for one in child.walk())
    end = source.body_end(node.text_start, node.own_end if inner else node.end)
    clauses = source.clauses_in(node.text_start, end)
    ordinal = _ordinal(node, through)
    paragraphs = _paragraphs(source, ordinal, node.text_start, clauses)
    if len(paragraphs) > 1 and all(item.clauses[0].bracket and source.begins_line(item.start) for item in paragraphs):
        return paragraphs
    if clauses and not _is_title_only(source.folded, node.text_start, clauses[0].start):
        rest = re.compile(r"[^\n]{0,60}(?=\n|$)").match(source.folded, clauses[-1].end, end)
        end = rest.end() if rest else clauses[-1].end
    return [_Item(ordinal, node.text_start, end, clauses)]


def _is_title_only(folded, start, end):
    """Whether only a title stands before a clause: （一）推进改革（市财政局牵头）。 Its text comes behind."""
    words = folded[start:end].strip()
    return len(words) <= 40 and "。" not in words[:-1] and "\n" not in words


def _paragraphs(source, ordinal, start, clauses):
    """Paragraphs without a number that each carry a responsibility of their own."""
    items, taken = [], start
    for clause in clauses:
        between = source.folded[taken : clause.start]
        if items and not between.strip(" \t\n;,。"):
            items[-1].end = clause.end
            items[-1].clauses.append(clause)
        else:
            words = between[between.rstrip(" \t\n;").rfind("\n") + 1 :].lstrip(" \t\n;,。")
            if clause.names_units and len(words) >= 6:
                items.append(_Item(ordinal, clause.start - len(words), clause.end, [clause]))
        taken = clause.end
    return items


def _lowest_items(source, node, through, bare_headings):
    """The lowest items with text below a node, those that frame the tasks left out.

    `bare_headings`: the document's parts have items, so a heading without text is no task."""
    heading = source.folded[node.text_start : min(node.own_end, node.text_start + 160)]
    if is_frame(heading, node.style):
        return []
    if node.children:
        return [item for child in node.children for item in _lowest_items(source, child, through, bare_headings)]
    end = source.body_end(node.text_start, node.end)
    words = source.folded[node.text_start : end].strip()
    alone = node.parent is None and node.style in _PART_STYLES
    if not words.strip(":;。") or alone and names_members(words) or bare_headings and alone and not re.search(r"[。;\n]", words):
        return []
    return [_Item(_ordinal(node, through), node.text_start, end, source.clauses_in(node.text_start, end))]


def _ordinal(node, through):
    """三(二), 一(一)3; 5 where 1. 2. 3. run through the document."""
    label = re.sub(r"[\s、.:;,]+$", "", node.label)
    if node.style == "number_bracket" and label.endswith(")"):
        label = f"({node.number})"
    elif node.style == "number":
        label = str(node.number)
    elif node.style == "cn_bracket":
        label = label if label.startswith("(") else f"({label})"
    if node.style in through or node.parent is None:
        return label
    return _ordinal(node.parent, through) + label


def _task(source, item) -> ReadTask:
    folded = source.folded
    start = item.start + len(re.match(r"\s*", folded[item.start : item.end])[0])
    label = _TEXT_LABEL.match(folded, start, item.end)
    start = label.end() if label else start
    end = start + len(folded[start : item.end].rstrip())
    units = [unit for clause in item.clauses for unit in clause.units] or running_units(folded, start, end)
    times = [time for clause in item.clauses for time in clause.times]
    found = read_field(folded, *times[0], source.year) if times else read_running(folded, start, end, source.year, source.written)
    stop = min([end, *(clause.start for clause in item.clauses if clause.start > start)])
    return _finish(source, item.ordinal, (start, end), _title(source, start, stop), units, found)


def _title(source, start, end, stops=r"[。\n]"):
    """The words up to the first 。 or the end of the title line, without a clause."""
    stop = re.search(stops, source.folded[start:end])
    stop = start + stop.start() if stop else end
    return without_breaks(source.words(start, stop)).strip().rstrip("；;：:，,、（(【[ 　\t")


def _row_task(source, row) -> ReadTask:
    """A row of a table: title and text from its text cells, units and time from their columns."""
    folded = source.folded
    cells = {kind: [place for place in row.cells.get(kind, []) if folded[slice(*place)].strip()] for kind in _COLUMNS}
    texts = cells["text"] or [(row.start, row.end)]
    (start, stop), end = texts[0], texts[-1][1]
    units = [unit for role in (LEAD, COOPERATE) for place in cells[role] for unit in read_cell(folded, *place, role, blanks=True)]
    times = cells["time"]
    found = read_field(folded, *times[0], source.year) if times else read_running(folded, start, end, source.year, source.written)
    task = _finish(source, row.ordinal, (start, end), _title(source, start, stop, _CELL_STOP), units, found)
    return replace(task, starts_with=_first_words(source.words(start, stop)))


def _finish(source, ordinal, place, title, units, found) -> ReadTask:
    start, end = place
    lead, cooperating = (_units(source, units, role) for role in (LEAD, COOPERATE))
    deadline, doubts = found
    if deadline.span:
        span = source.span(deadline.span.start, deadline.span.end)
        deadline = replace(deadline, text=source.text[span.start : span.end].strip(), span=span)
    if deadline.date and source.written and deadline.date < source.written:
        doubts += ("date_before_document",)
    if not lead:
        doubts += ("no_lead_unit",) if cooperating else ("no_unit",)
    span = source.span(start, end)
    first, text = _first_words(source.words(start, end)), source.text[span.start : span.end]
    return ReadTask(ordinal, title, text, first, lead, cooperating, deadline, span, doubts)


def _first_words(text):
    return without_breaks(text).strip()[:_STARTS_WITH]


def _units(source, units, role):
    """The units of one role in order, each name once."""
    named = {}
    for kind, start, end in units:
        if kind == role:
            name = re.sub(r"\s+", "", source.words(start, end))
            named.setdefault(name, Unit(name, source.span(start, end)))
    return tuple(unit for name, unit in named.items() if name)
