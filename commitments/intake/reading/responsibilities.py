"""Who is responsible: brackets (X牵头，Y配合), fields (牵头单位：X), marked fields (【责任单位】X) and 由X牵头 in running text."""

import re
from dataclasses import dataclass, field

from . import fields
from .units import is_unit_like, split_units

LEAD, COOPERATE = "lead", "cooperate"


@dataclass
class Clause:
    """One bracket or field: the places of unit names by role, and of the words of its time field."""

    start: int
    end: int
    bracket: bool
    units: list[tuple[str, int, int]] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    names_units: bool = False


_MARK = r"[ \t]{0,4}(?:[:】\]]|为(?=[\d省市县区各国])|[:】\]]?[ \t]{0,2}(?:\t|(?<=\t)))"
_APART = r"(?<![\u4e00-\u9fff])"
_KEY = re.compile(
    rf"[【\[]?[ \t]{{0,2}}(?:(?P<lead>{fields.LEAD}|{_APART}(?:{fields.LEAD_SHORT}))|(?P<cooperate>{fields.COOPERATE}|{_APART}(?:{fields.COOPERATE_SHORT}))"
    rf"|(?P<time>{_APART}(?:{fields.TIME})|(?:完成|办结|整改)(?:时限|时间|期限)|时限要求|时间进度)|(?P<other>{_APART}(?:{fields.OTHER})))"
    rf"{_MARK}[ \t]*:?[ \t]*"
)

_DUTY = r"(?:按照?|根据|依|依据|依照)?(?:各自)?(?:的)?(?:职责|职能|分工|职权)(?:任务|范围)?(?:和)?(?:分工)?"
_DO = r"(?:负责|落实|推进|配合|实施|组织|抓好|做好)"
# Role words behind a list. The order matters: 按职责分工负责 is read before 负责.
_VERB = re.compile(
    rf"(?P<shared>{_DUTY}(?:抓好|分别|共同|具体|组织|各自)*{_DO}+(?:工作)?)"
    rf"|(?P<lead>(?:共同|联合|统筹|分别|各自|具体)*牵头(?:负责|落实|实施|组织|推进|办理|统筹|协调|抓好|抓总)*|主办|主责)"
    rf"|(?P<cooperate>(?:结合实际|积极|协同|协助|共同|密切|各自|分别|认真|抓好|组织|具体)*(?:配合|参加|参与|协办|协助|协同|支持|落实)(?:负责|落实|实施|推进|做好)?)"
    rf"|(?P<charge>(?:分别|共同|具体|组织|统筹|各自|主要)*(?:负责|承办|组织实施)(?:落实|实施|组织实施|推进)?)"
)
_BEFORE_NEXT = re.compile(r"[ \t\n]*(?:[,;、。)\]】]|$|会同)")
_TIME_LEAD = re.compile(r"^[^、]{0,24}?(?:(?:年|月|日|底|末)(?:底|末)?(?:之|以)?前|年内)(?:完成)?[,;]?")
_PAIRS = {"(": ")", "[": "]", "【": "】"}
_LONGEST_BRACKET = 800


def find_clauses(text: str) -> list[Clause]:
    """All responsibility clauses of folded text, in order, none inside another."""
    brackets = [clause for opened, closed in _brackets(text) if (clause := _read_bracket(text, opened, closed))]
    clauses, taken = [], 0
    fields = _read_fields(text, brackets)
    for clause in sorted([*brackets, *fields], key=lambda clause: clause.start):
        if clause.start >= taken:
            clauses.append(clause)
            taken = clause.end
    return clauses


def _brackets(text):
    """Outermost pairs of brackets, in order; an unclosed one is nothing."""
    pairs, stack = [], []
    for found in re.finditer(r"[(\[【)\]】]", text):
        if found[0] in _PAIRS:
            stack.append(found.start())
        elif stack and _PAIRS[text[stack[-1]]] == found[0]:
            opened = stack.pop()
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, found.start()))
    return pairs


def _read_bracket(text, opened, closed):
    if closed - opened > _LONGEST_BRACKET:
        return None
    clause = Clause(opened, closed + 1, True)
    keys = [key for key in _KEY.finditer(text, opened + 1, closed) if not key["other"] or key.start() > opened + 1]
    if any(key["lead"] or key["cooperate"] or key["time"] for key in keys):
        clause.units = read_prose(text, opened + 1, keys[0].start())
        _read_keys(text, keys, closed, clause)
    else:
        clause.units = read_prose(text, opened + 1, closed) or _bare_list(text, opened, closed)
    clause.names_units = clause.names_units or bool(clause.units)
    return clause if clause.names_units or clause.times else None


def _bare_list(text, opened, closed):
    """（市教育局、市财政局，6月底前） behind the end of a sentence: these bodies are meant, and no lead is named."""
    places = split_units(text, opened + 1, closed) if re.search(r"[。;]\s*\($", text[max(0, opened - 8) : opened + 1]) else []
    names = [place for place in places if is_unit_like(text[slice(*place)])]
    timed = all(place in names or re.search(r"\d|年|每", text[slice(*place)]) for place in places)
    return [(COOPERATE, *name) for name in names] if timed else []


def _read_keys(text, keys, end, clause):
    for key, stop in zip(keys, _ends(keys, end), strict=True):
        _read_value(text, key, stop, clause)


def _ends(keys, end):
    """Where the value of each key ends at the latest: at the next key."""
    return [*(key.start() for key in keys[1:]), end][: len(keys)]


def _read_value(text, key, stop, clause):
    start = key.end()
    if key["time"]:
        words = text[start:stop].rstrip(" \t\n;,。、([【")
        while words.endswith((")", "】", "]")) and not re.search(r"[(\[【]", words):
            words = words[:-1].rstrip(" \t\n;,。、")
        if words:
            clause.times.append((start, start + len(words)))
    elif not key["other"]:
        clause.names_units = True
        clause.units += read_cell(text, start, stop, LEAD if key["lead"] else COOPERATE)


def _read_fields(text, brackets):
    """Fields outside brackets; a value ends at the next field, the end of the line, or a full stop."""
    fields, inside = [], iter(brackets)
    bracket = next(inside, None)
    keys = list(_KEY.finditer(text))
    for key, stop in zip(keys, _ends(keys, len(text)), strict=True):
        while bracket and bracket.end <= key.start():
            bracket = next(inside, None)
        if key["other"] or bracket and bracket.start <= key.start() < bracket.end:
            continue
        stop = min(stop, key.end() + _LONGEST_BRACKET, bracket.start if bracket and bracket.times else stop)
        clause = Clause(key.start(), _end_of_value(text, key, stop), False)
        _read_value(text, key, clause.end, clause)
        if clause.names_units or clause.times:
            fields.append(clause)
    return fields


# A value also ends where the next item follows without any sign: 市水务局（二）…, 市水务局三、…, 2025年底前2．…
_VALUE_END = re.compile(
    r"。|\([一二三四五六七八九十]{1,3}\)|(?<=[局委办部厅院会府区县市位门心前底月日年内施进])(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d))|\n[ \t]*\n|\n[ \t]*(?=[(\d一二三四五六七八九十第【①-⑳])|(?<![、,:])\n"
)


def _end_of_value(text, key, limit):
    """A value that stands below its key may go on for lines, while they name bodies."""
    below = re.compile(r"[ \t]*\n[ \t\n]{0,40}").match(text, key.end(), limit)
    found = _VALUE_END.search(text, below.end() if below else key.end(), limit)
    end = found.start() if found else limit
    while (
        below
        and not key["time"]
        and (line := re.compile(r"[ \t\n]{0,40}\n([^\n。:]{2,60})(?=\n)").match(text, end, limit))
        and is_unit_like(line[1].strip())
    ):
        end = line.end()
    return end


def read_cell(text: str, start: int, end: int, role: str, *, blanks: bool = False) -> list[tuple[str, int, int]]:
    """The units of a field or cell. A text that says 牵头 or 负责 is read by its text, else every name has the field's role."""
    keys = [key for key in _KEY.finditer(text, start, end) if key["lead"] or key["cooperate"]]
    if keys:  # 牵头：市教育局；配合：市财政局
        inside = Clause(start, end, True)
        _read_keys(text, keys, end, inside)
        return inside.units
    marked = _read_marked(text, start, end, blanks)
    if marked is not None:
        return marked
    spoken = read_prose(text, start, end)
    if spoken and ("牵头" in text[start:end] or any(kind == COOPERATE for kind, *_ in spoken)):
        return spoken
    places = [place for _, *place in spoken] or split_units(text, start, end, blanks=blanks)
    return [(role, *place) for place in places]


_LEAD_MARK = re.compile(r"\((?:牵头|牵头单位|牵头部门|主办|主责)\)")


def _read_marked(text, start, end, blanks):
    """市教育局（牵头）、市财政局: the marked name leads."""
    if not _LEAD_MARK.search(text, start, end):
        return None
    units = []
    for begin, stop in split_units(text, start, end, blanks=blanks):
        mark = _LEAD_MARK.search(text, begin, stop)
        units.append((LEAD, begin, mark.start()) if mark else (COOPERATE, begin, stop))
    return units


def read_prose(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """X牵头，Y配合 / X负责 / X、Y按职责分工负责. Nothing where the words do not read like that."""
    verbs = [verb for verb in _VERB.finditer(text, start, end) if _BEFORE_NEXT.match(text, verb.end(), end)]
    has_lead = any(verb["lead"] for verb in verbs)
    units, begin = [], start
    for verb in verbs:
        role = LEAD if verb["lead"] or verb["charge"] and not has_lead else COOPERATE
        units += _read_list(text, begin, verb.start(), role)
        begin = verb.end()
    plausible = any(is_unit_like(text[name[1] : name[2]]) for name in units)
    asks = re.search("谁", text[start:end])
    return units if plausible and not asks else []


def _read_list(text, start, end, role):
    """The names before a role word. 会同 and its like inside the list begin those who only take part."""
    start += len(re.match(r"[\s,;、。:]*", text[start:end])[0])
    timed = _TIME_LEAD.match(text[start:end])
    start += timed.end() if timed else 0
    together = re.search(r"会同|联合", text[start:end])
    if together and together.start():
        middle = start + together.start()
        rest = [(COOPERATE, *place) for place in split_units(text, middle + 2, end)]
        return [(role, *place) for place in split_units(text, start, middle)] + rest
    return [(role, *place) for place in split_units(text, start, end)]


_LEADS = re.compile(r"牵头(?!部门|单位|抓总|人|机构|作用|领导|的|地区|协调机制|方)")
_NAMELESS = re.compile(r"[各一]?(?:牵头|家)|(?:行业|业务|行政)?(?:主管|职能|责任|监管)(?:部门|单位)$")
_SUBJECT_TAIL = re.compile(r"(?:要|应当|应|负责|须|会|将|共同|联合|分别|统一|具体|切实|总)+$")
_SUBJECT_HEAD = re.compile(r".*(?:由|明确|确定|请|指定|责成|授权|其中|以)")


def running_units(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Units that running text names: 由市统计局牵头…, 市教育局要牵头…, and the 配合 of the same sentence."""
    units = []
    for found in _LEADS.finditer(text, start, end):
        sentence = max(text.rfind(sign, start, found.start()) for sign in "。;:\n,")
        names = _subject(text, max(sentence + 1, start, found.start() - 80), found.start())
        if names:
            stop = min(at for at in (text.find("。", found.end(), end), end) if at >= 0)
            units += [(LEAD, *name) for name in names] + _supporters(text, found.end(), stop)
    return units


def _subject(text, start, end):
    tail = _SUBJECT_TAIL.search(text[start:end])
    end = start + tail.start() if tail else end
    head = _SUBJECT_HEAD.match(text[start:end])
    start += head.end() if head else 0
    timed = _TIME_LEAD.match(text[start:end])
    start += timed.end() if timed else 0
    names = [name for _, *name in _read_list(text, start, end, LEAD)]
    good = names and all(
        is_unit_like(text[slice(*name)]) and name[1] - name[0] <= 24 and not _NAMELESS.match(text[slice(*name)]) for name in names
    )
    return names if good else []


def _supporters(text, start, end):
    units = []
    for found in re.finditer(r"[,;]([^,;。\n]{2,80}?)(?:要)?(?:积极|协同|密切|共同|予以|给予)*(?:配合|参与|参加)", text[start:end]):
        places = split_units(text, start + found.start(1), start + found.end(1))
        if all(is_unit_like(text[slice(*place)]) for place in places):
            units += [(COOPERATE, *place) for place in places]
    return units
