"""Lists of unit names: split at 、 ， and 及, with 等 and its collective, every name with its place."""

import re

# What the name of a body ends with.
UNIT_END = (
    r"(?:部门|单位|机构|机关|政府|府|厅|局|委|(?<![主承督领交协代经包筹])办|(?<![全干内])部|院|署|会|室|(?:银|支|分|人|总|发|商)行|社|台|校|所|站|队|处|科"
    r"|中心|集团|公司|企业|海关|税务|联|区|县|市|州|旗|盟|镇|乡|街道|各地|党组|大学|专班|组|日报|馆|[工车机电]务段|组织|基地)"
)
_ENDS_LIKE_UNIT = re.compile(UNIT_END + r"(?:\([^()]*\))?$")
_BARE = re.compile(r"(?:[\d一二三四五六七八九十两]+个?)?(?:部门|单位|成员单位|部门和单位|单位和部门|部门、单位|机构|地区|方面)?")
_EMPTY = re.compile(r"(?:无|暂无|/|—+|-+|――|\.+|…+|空)?")
_SINGLE_LEVEL = re.compile(r"[省市州县区旗镇乡]|各[市州县区乡镇](?:\([^()]*\))?")
# 区人民政府 behind 各县、 is the rest of one name: 各县、区人民政府.
_REST_OF_NAME = re.compile(r"[县区旗镇乡](?:\([^()]*\))?(?:级)?(?:人民)?(?:政府|党委)")
_REST_OF_BODY = re.compile(r"\s*(?:员会|公室|(?:人民)?政府|管委会)")
_PERSON = re.compile(r"(?:同志|领导|负责人|主任|书记|秘书长|局长|市长|县长|区长|部长|委员长|干部|人员|专家|责任人)$")
_COLLECTIVE = re.compile(r"(?<![高初中平同优劣减何])等(?!级|学|离|同|值|效)")
_AND = re.compile(r"以及|及|和|与|会同")
# What is said of the names behind them: （按职责分工）, (配合单位)
_SAID = re.compile(
    r"(?:\((?:按照?)?(?:各自)?职责(?:分工)?\)|按照?(?:各自)?职责(?:分工)?|\(各司其职\)|\((?:配合|参与|协办|责任)(?:单位|部门)?\))$"
)
_LEADING = re.compile(r"[\s,;:、。/|“\"]*(?:(?:并|请|拟|应|分别|其中|建议|以上|上述)?由|以及|及|并|请|其中|会同)?[\s:]*")
_TRAILING = ' \t\n,;:、。/|”"'


def is_unit_like(name: str) -> bool:
    """Whether the words end as the name of a body does, and are not officials or bare 部门."""
    return bool(_ENDS_LIKE_UNIT.search(name)) and not _PERSON.search(name) and not _BARE.fullmatch(name)


def split_units(text: str, start: int, end: int, *, blanks: bool = False) -> list[tuple[int, int]]:
    """The places of the unit names in text[start:end]. `blanks`: white space divides too (cells of a table)."""
    start, end = _trim(text, start, end)
    if _EMPTY.fullmatch(text[start:end]):
        return []
    names = []
    for piece in _join_levels(text, _pieces(text, start, end, blanks)):
        names += _without_collective(text, *piece)
    names = [_trim(text, *name) for name in names]
    return [name for name in names if name[0] < name[1] and not _EMPTY.fullmatch(text[slice(*name)])]


def _trim(text, start, end):
    start = _LEADING.match(text, start, end).end()
    return start, start + len(_SAID.sub("", text[start:end].rstrip(_TRAILING)))


def _pieces(text, start, end, blanks):
    """Between the signs that stand outside brackets."""
    pieces, depth, begin = [], 0, start
    for at in range(start, end):
        char = text[at]
        depth += (char in "([【") - (char in ")]】" and depth > 0)
        # a blank may also stand where a name was broken: 市人力资源 社会保障局, 各区 人民政府
        apart = (
            (char == "\n" or blanks and char == " ")
            and _whole(text[max(begin, at - 30) : at].strip())
            and not _REST_OF_BODY.match(text, at, end)
        )
        if (char in "、,;/\t。" or apart) and not depth:
            pieces.append((begin, at))
            begin = at + 1
    return [piece for piece in [*pieces, (begin, end)] if text[slice(*piece)].strip()]


def _join_levels(text, pieces):
    """市、区人民政府 is one name: a single 市, 区 or 县 is none."""
    joined = []
    for start, end in pieces:
        before = text[slice(*joined[-1])].strip() if joined else ""
        gap = text[joined[-1][1] : start] if joined else ""
        last = re.split("、", before)[-1].strip()
        single = last in ("省", "市", "州", "县", "区", "旗", "镇", "乡")
        rest = _SINGLE_LEVEL.fullmatch(last) and (
            _REST_OF_NAME.match(text, start, end) or text[start:end].strip() in "县区旗镇乡" and not single
        )
        if gap.strip() == "、" and (single or rest):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _without_collective(text, start, end):
    """A等B: A, and B where B says more than 部门 or 单位."""
    found = _COLLECTIVE.search(text, start, end)
    if not found:
        return _split_and(text, start, end)
    rest = _split_and(text, found.end(), end)
    return _split_and(text, start, found.start()) + [name for name in rest if not _BARE.fullmatch(text[slice(*name)].strip())]


def _split_and(text, start, end):
    """At 及, 和 and 与 only where whole names stand on both sides (工业和信息化部 is one)."""
    names, begin = [], start
    for found in _AND.finditer(text, start, end):
        inside = text.count("(", begin, found.start()) > text.count(")", begin, found.start())
        left, right = text[begin : found.start()].strip(), text[found.end() : end].strip()
        if inside or not _whole(left) or not _whole(right):
            continue
        names.append((begin, found.start()))
        begin = found.end()
    return [*names, (begin, end)]


def _whole(name):
    """A name that can stand alone: 各地区 and 市财政局, but not 单位 behind 部门和, nor 住房 before 和."""
    bare_collective = re.match(r"(?:其他)?(?:单位|部门|机构|办公室|委员会|企业|组织|地区)(?:以及|及|和|与|$)", name)
    return bool(_ENDS_LIKE_UNIT.search(name)) and len(name) >= 2 and not bare_collective
