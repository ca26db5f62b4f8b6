"""Which items of a document are tasks, and what each asks of whom by when."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from core.documents.text import fold, join_lines, without_breaks

from .frame import closing, furniture, is_frame, names_members
from .head import read_head, signature_starts
from .limits import read_field, read_running
from .model import ReadDocument, ReadTask, Span, Unit
from .outline import Node, read_outline
from .responsibilities import COOPERATE, LEAD, Clause, find_clauses, read_cell, running_units
from .tables import Table, find_tables

_PART_STYLES = {"cn", "chapter", "named"}
_NUMBERED_THROUGH = {"number", "article"}
_TEXT_LABEL = re.compile(r"[ \t]*(?:(?:工作|重点|主要|目标)?(?:任务|事项)(?:名称|内容)?|工作内容|内容)[ \t]*:[ \t]*")
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

    def span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self.places[end - 1] + 1 if end > start else self.places[start])

    def words(self, start: int, end: int) -> str:
        span = self.span(start, end)
        return self.text[span.start : span.end]

    def clauses_in(self, start: int, end: int) -> list[Clause]:
        first = bisect_left(self.clauses, start, key=lambda clause: clause.start)
        last = bisect_left(self.clauses, end, key=lambda clause: clause.start)
        return self.clauses[first:last]

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
    original = _without(text, [(places[table.start], places[table.end]) for table in tables])
    head = read_head(original, places[min(starts, default=len(folded))])
    signatures = [bisect_left(places, start) for start in signature_starts(original)]
    source = _Source(text, folded, places, clauses, sorted([*furniture(folded), *signatures]))
    year = head.year
    written = head.written_on.value if head.written_on else None
    items = _items(source, roots)
    tasks = [_task(source, item, year, written) for item in items]
    tasks += [_row_task(source, row, year, written) for table in tables for row in _rows(table)]
    tasks.sort(key=lambda task: task.span.start)
    return ReadDocument(head, tuple(tasks), () if tasks else ("no_tasks",))


def _without(text, tables):
    """As long as the text: what stands in the cells of a table is no item, no field, and no signature."""
    pieces, at = [], 0
    for start, end in tables:
        pieces += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def as_json(read: ReadDocument) -> dict:
    """The read document in the form of the golden labels."""
    head = read.head

    def value(found):
        return found.value if found else None

    def day(found):
        return found.value.isoformat() if found else None

    return {
        "source_title": value(head.source_title),
        "number": value(head.number),
        "issuer": value(head.issuer),
        "written_on": day(head.written_on),
        "published_on": day(head.published_on),
        "tasks": [
            {
                "ordinal": task.ordinal,
                "title": task.title,
                "lead_units": [unit.name for unit in task.lead_units],
                "cooperating_units": [unit.name for unit in task.cooperating_units],
                "deadline": {
                    "kind": task.deadline.kind,
                    "date": task.deadline.date and task.deadline.date.isoformat(),
                    "text": task.deadline.text,
                },
                "starts_with": task.starts_with,
            }
            for task in read.tasks
        ],
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
    if items:
        items[-1].end = closing(source.folded, items[-1].start, items[-1].end) if not items[-1].clauses else items[-1].end
    return items + _unnumbered(source, roots)


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
    by_place = {"last": set(), "other": set()}
    for node in nodes:
        for child in node.children:
            if id(child) in carries:
                by_place["last" if child is node.children[-1] and child.style != "measure" else "other"].add(child.style)
    for node in reversed(nodes):
        last = node.children[-1] if len(node.children) > 1 else None
        if last and id(last) in carries and not last.children and last.style not in by_place["other"] and id(node) not in carries:
            carries.remove(id(last))
            carries.add(id(node))
    return carries


def _claimed_items(source, node, claimed, through):
    inner = any(id(one) in claimed for child in node.children for one in child.walk())
    end = source.body_end(node.text_start, node.own_end if inner else node.end)
    clauses = source.clauses_in(node.text_start, end)
    paragraphs = _own_paragraphs(source, node.text_start, clauses)
    ordinal = _ordinal(node, through)
    if len(paragraphs) > 1:
        return [_Item(ordinal, start, clause.end, [clause]) for start, clause in paragraphs]
    if clauses and not _is_title_only(source.folded, node.text_start, clauses[0].start):
        end = clauses[-1].end
    return [_Item(ordinal, node.text_start, end, clauses)]


def _is_title_only(folded, start, end):
    """Whether only a title stands before a clause: （一）推进改革（市财政局牵头）。 Its text comes behind."""
    words = folded[start:end].strip()
    return len(words) <= 40 and "。" not in words[:-1] and "\n" not in words


def _own_paragraphs(source, start, clauses):
    """Unnumbered paragraphs that each end in a bracket of their own, below a heading: their starts and brackets."""
    folded, found = source.folded, []
    brackets = [
        clause
        for clause in clauses
        if clause.bracket and clause.names_units and re.match(r"[。;]?[ \t]*(?:\n|$)", folded[clause.end : clause.end + 12])
    ]
    if len(brackets) != len([clause for clause in clauses if clause.names_units]):
        return []
    for clause in brackets:
        begin = max(start, folded.rfind("\n", start, clause.start) + 1)
        begin += len(re.match(r"\s*", folded[begin : clause.start])[0])
        if clause.start - begin >= 6:
            found.append((begin, clause))
    return found if len(found) == len(brackets) else []


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


def _unnumbered(source, roots):
    """Paragraphs with a responsibility of their own outside every item."""
    first = roots[0].start if roots else len(source.folded)
    items, taken = [], 0
    for clause in source.clauses_in(0, first):
        if items and not source.folded[items[-1].end : clause.start].strip(" \t\n;,。"):
            items[-1].end, taken = clause.end, clause.end
            items[-1].clauses.append(clause)
            continue
        begin = _paragraph_start(source.folded, taken, clause.start)
        if clause.names_units and clause.start - begin >= 6:
            items.append(_Item("", begin, clause.end, [clause]))
        taken = clause.end
    return items


def _paragraph_start(folded, floor, at):
    """Where the text before a clause begins: its own line, or the last line with words before it."""
    before = folded[floor:at]
    line = before.rstrip(" \t\n;").rfind("\n") + 1
    begin = floor + line
    return begin + len(re.match(r"[\s;,。]*", folded[begin:at])[0])


def _rows(table: Table):
    """The rows of a table; a numbering that begins again and again is told apart by its place only."""
    return [row for row in table.rows if row.cells.get("text") or row.cells.get("lead") or row.cells.get("cooperate")]


def _task(source, item, year, written) -> ReadTask:
    start = item.start + len(re.match(r"\s*", source.folded[item.start : item.end])[0])
    label = _TEXT_LABEL.match(source.folded, start, item.end)
    start = label.end() if label else start
    end = max(start, len(source.folded[: item.end].rstrip()) if item.end - start < 1 else _rstrip(source.folded, start, item.end))
    units = [unit for clause in item.clauses for unit in clause.units] or running_units(source.folded, start, end)
    times = [time for clause in item.clauses for time in clause.times]
    deadline, doubts = read_field(source.folded, *times[0], year) if times else read_running(source.folded, start, end, year, written)
    stop = min([clause.start for clause in item.clauses if clause.start > start], default=end)
    return _finish(source, item.ordinal, (start, end), _title(source, start, min(stop, end)), units, (deadline, doubts), written)


def _rstrip(folded, start, end):
    while end > start and folded[end - 1].isspace():
        end -= 1
    return end


def _title(source, start, end, stops=r"[。\n]"):
    """The words up to the first 。 or the end of the title line, without a clause."""
    stop = re.search(stops, source.folded[start:end])
    stop = start + stop.start() if stop else end
    return without_breaks(source.words(start, stop)).strip().rstrip("；;：:，,、（(【[ 　\t")


def _row_task(source, row, year, written) -> ReadTask:
    """A row of a table: title and text from its text cells, units and time from their columns."""
    texts = [place for place in row.cells.get("text", []) if source.folded[slice(*place)].strip()]
    start = texts[0][0] if texts else row.start
    stop = texts[0][1] if texts else row.end
    units = [
        unit
        for role, kind in ((LEAD, "lead"), (COOPERATE, "cooperate"))
        for place in row.cells.get(kind, [])
        for unit in read_cell(source.folded, *place, role, blanks=True)
    ]
    times = [place for place in row.cells.get("time", []) if source.folded[slice(*place)].strip()]
    found = read_field(source.folded, *times[0], year) if times else None
    if found is None:
        found = read_running(source.folded, start, texts[-1][1] if texts else stop, year, written)
    end = texts[-1][1] if texts else row.end
    return replace(
        _finish(source, row.ordinal, (start, end), _title(source, start, stop, _CELL_STOP), units, found, written),
        starts_with=_first_words(source.words(start, stop)),
    )


def _finish(source, ordinal, place, title, units, found, written) -> ReadTask:
    start, end = place
    lead, cooperating = (_units(source, units, role) for role in (LEAD, COOPERATE))
    deadline, doubts = found
    if deadline.span:
        span = source.span(deadline.span.start, deadline.span.end)
        deadline = replace(deadline, text=source.text[span.start : span.end].strip(), span=span)
    if deadline.date and written and deadline.date < written:
        doubts += ("date_before_document",)
    if not lead:
        doubts += ("no_lead_unit",) if cooperating else ("no_unit",)
    text = source.words(start, end)
    return ReadTask(ordinal, title, text, _first_words(text), lead, cooperating, deadline, source.span(start, end), doubts)


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
