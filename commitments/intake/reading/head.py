"""The head of a document: its title, number, issuer and dates, from header fields, title lines and the signature."""

import re

from core.documents.dates import DATE, date_of
from core.documents.numbers import DOCUMENT_NUMBER
from core.documents.text import squeeze, without_breaks

from .model import Found, ReadHead, Span

_HEAD_LENGTH = 4000
_KIND = (
    r"(?:通知|通报|意见|方案|办法|规定|决定|规划|计划|报告|细则|条例|函|批复|公告|通告|决议|命令|令|纪要|要点|清单|措施|纲要|指南|工作安排|分工"
    r"|讲话|请示|台账|(?<!代)表)"
)
_BODY_END = r"(?:政府|办公厅|办公室|委员会|管委会|委|局|厅|部|院|署|会|中心|办|行|公司|集团|法院|检察院|小组|专班|工作组|指挥部|党组|党委|海关|大学|学院|室|总队|支队|处|所|站|院校|人大|政协|总工会|联合会|联席会议)"


def _key(*names):
    """A header field: its letters may be spread (文    号), in 【】 or not, with any colon."""
    spread = "|".join(r"[ \t]{0,12}".join(name) for name in names)
    return re.compile(rf"(?:^|[\n \t•·【\[(|])[【\[]?(?:{spread})[ \t]{{0,12}}(?:[】\]][ \t]{{0,12}}:?|:|\t)[ \t]{{0,40}}")


_NUMBER_KEY = _key("发文字号", "发布文号", "文号", "字号", "发文文号", "文件编号", "文件号", "公文文号", "文件字号")
_DOES, _BODY = ("发文", "发布", "制定", "制发", "公开", "印发", "颁布", "签发"), ("机关", "机构", "单位", "部门")
_ISSUER_KEY = _key(*(does + body for does in _DOES for body in _BODY))
_WRITTEN_KEY = _key("成文日期", "成文时间", "签发日期", "落款日期")
_PUBLISHED_KEY = _key("发布日期", "公布日期", "发布时间", "公布时间")
_TITLE_KEY = _key("标题", "名称", "文件名称", "信息名称", "文件标题")
_NEXT_KEY = re.compile(r"[ \t][【\[]?(?:[\u4e00-\u9fff][ \t]{0,8}){2,6}[】\]]?[ \t]{0,12}:|[\n【|]|\t|[ \t]{4,}")
_NAVIGATION = re.compile(
    r"首页|您现在|当前位置|所在位置|浏览|字体|打印|分享|扫一扫|索[ \t]*引[ \t]*号|>|^-|^来源|^发布时间|^作者|^签发人|^(?:特|加|平)?急|^[机秘绝]密"
)
_NUMBER_LINE = re.compile(r"[(\[【]?[ \t]*(?P<number>[^()\s]{0,12}[ \t]{0,4}[\[(【][ \t]{0,4}(?:19|20)\d{2}.{0,14}?号)[ \t]*[)\]】]?")
_TITLE_LINE = re.compile(
    rf"[^\n。]{{0,60}}?(?:关于|印发|转发|批转|下达)[^\n。]{{2,160}}?(?:的[^\n。的]{{0,12}})?{_KIND}(?:》|\((?:试行|摘要|修订|暂行|征求意见稿|节选|稿|修订稿|\d{{4}}[^()]{{0,12}})\))*"
    rf"(?=[ \t]*(?:\n|$|\((?!\d{{4}}[^()]*\)的)|各|(?:(?!的|通知|意见|方案|办法|规定|决定)[\u4e00-\u9fff]){{2,12}}[\[(](?:19|20)\d{{2}}))"
)
_TITLE_BODY = re.compile(rf"(?P<body>[\u4e00-\u9fff、 ()]{{1,60}}?{_BODY_END}\)?)\s{{0,80}}[《“]?(?:关于|印发|转发|批转)")
_ORDER_NUMBER = re.compile(
    r"(?:^|\n)[ \t]*\(?(?P<number>[\u4e00-\u9fff]{2,20}令[ \t]*(?:\n[ \t]*)?\(?第?[ \t]*[\d一二三四五六七八九十百]+[ \t]*号\)?)"
)
_NO_MARK = "".join(f"(?<!【..{word})" for word in ("单位", "部门", "主体", "时限", "时间", "期限", "进度", "要求", "节点"))
_SIGNER = rf"(?:(?:[\u4e00-\u9fff] ){{3,20}}[府厅室会委局部院办处]|(?:[\u4e00-\u9fff·“”]|(?<=[\u4e00-\u9fff])\([\u4e00-\u9fff]{{1,10}}\)){{1,30}}{_BODY_END}|国务院|全国人大常委会)"
# A body and a date behind the end of a sentence or in lines of their own; 【配合单位】 is no end but begins a list of bodies.
_SIGNATURE = re.compile(
    rf"(?:^|[。!;)]|\n(?=[ \t]{{0,150}}\S)|{_NO_MARK}[】\]”\"])[ \t\n]{{0,150}}+(?P<body>(?>{_SIGNER}(?:[ \t\n]{{1,150}}+{_SIGNER}){{0,14}}))[ \t\n]{{0,150}}+(?:\((?:盖章|印章|代章|章)\))?[ \t\n]{{0,150}}"
    rf"(?P<date>{DATE.pattern})[。]?(?=[ \t]*(?:\n|$|\(|附|抄|主办|扫|关于|全[国省市县区]|[\u4e00-\u9fff]{{2,6}}[省市县区][^\n。,;]{{2,60}}{_KIND}))"
)
# 某市人民政府文件 over the number.
_HEADER = re.compile(
    rf"(?:^|\n)[ \t]{{0,40}}(?P<body>(?>{_SIGNER}(?:[ \t\n]{{1,40}}+{_SIGNER}){{0,9}}))[ \t\n]{{0,40}}文[ \t]{{0,8}}件[ \t]*\n"
)
# A body alone in the last line, without a date.
_SIGNED_ALONE = re.compile(rf"\n[ \t]{{0,150}}(?P<body>{_SIGNER})\s*\Z")
_NOTED = re.compile(rf"(?<=日)(?P<body>{_SIGNER})令?(?:印发|发布|公布)")
_DATE_LINE = re.compile(rf"(?:^|\n)[ \t]*(?P<open>\()?(?P<date>{DATE.pattern})\)?。?[ \t]*(?=\n|$|\()")


def read_head(text: str, flat: str, body_start: int) -> ReadHead:
    """The particulars of `text`, which is `flat` before it was folded. `body_start`: where its first item begins,
    behind which only the signature belongs to the head."""
    top = flat[: min(max(body_start, 400), _HEAD_LENGTH)]
    title = _title(text, flat, top, body_start)
    signature = _SIGNATURE.search(flat)  # the first: where a notice forwards another document, the notice's own
    note = _note(flat, title)
    written = (
        signature
        and _date_in(flat, *signature.span("date"))
        or _field_date(top, _WRITTEN_KEY)
        or _lone_date(flat, title, body_start)
        or note
        and _date_in(flat, *note)
    )
    return ReadHead(
        source_title=title,
        number=_number(text, flat, top, title, note),
        issuer=_issuer(text, flat, top, title, signature, note),
        written_on=written,
        published_on=_field_date(top, _PUBLISHED_KEY) or _field_date("\0" * (len(flat) - 600) + flat[-600:], _PUBLISHED_KEY),
    )


def signature_starts(flat: str) -> list[int]:
    """Where signatures begin, and a last line that is only a date: no task's text goes on there."""
    dates = [found.start("date") for found in _DATE_LINE.finditer(flat) if found.start() > len(flat) - 400]
    return [found.start("body") for found in _SIGNATURE.finditer(flat)] + dates


def _value(flat, key):
    """The place of a header field's value on its line; None where the field is missing or empty."""
    for found in key.finditer(flat):
        stop = _NEXT_KEY.search(flat, found.end())
        end = stop.start() if stop else len(flat)
        value = flat[found.end() : end].strip()
        if value and not re.match(r"(?:[\u4e00-\u9fff][ \t]{0,8}){2,6}:", value):
            start = flat.index(value, found.end())
            return start, start + len(value)
    return None


def _date_in(flat, start, end):
    """The date that stands first between the two places."""
    found = DATE.match(flat, start, end)
    day = date_of(found) if found else None
    return Found(day, Span(*found.span())) if day else None


def _field_date(flat, key):
    place = _value(flat, key)
    return _date_in(flat, place[0], len(flat)) if place else None


def _number(text, flat, top, title, note):
    place = _value(top, _NUMBER_KEY)
    found = (
        place
        and DOCUMENT_NUMBER.search(top, *place)
        or _number_line(top, title)
        or note
        and DOCUMENT_NUMBER.search(flat, *note)
        or _ORDER_NUMBER.search(top)
    )
    return Found(squeeze(text[slice(*found.span("number"))]), Span(*found.span("number"))) if found else None


def _note(flat, title):
    """The place of what stands in brackets under the title: (2023年11月6日某市人民政府印发 某政规〔2023〕4号)."""
    opened = re.compile(r"\s{0,40}\((?![^()《]{0,80}》)").match(flat, title.span.end) if title else None
    closed = flat.find(")", opened.end(), opened.end() + 160) if opened else -1
    return (opened.end(), closed) if closed > 0 else None


def _number_line(top, title):
    """The number that stands alone in its line, beside the title, or before it; a cited one stands in a sentence."""
    if title and (beside := re.compile(rf"[ \t\n(\[]{{0,60}}(?={DOCUMENT_NUMBER.pattern})").match(top, title.span.end)):
        return DOCUMENT_NUMBER.match(top, beside.end())
    for found in DOCUMENT_NUMBER.finditer(top):
        before = top[top.rfind("\n", 0, found.start()) + 1 : found.start()]
        after = top[found.end() :].partition("\n")[0].strip(" \t)]")
        alone = not before.strip(" \t([") and (len(after) <= 16 or re.match(rf".{{0,60}}?关于.*{_KIND}", after))
        if alone or re.search(rf"{_KIND}(?:\([^()]*\))?[ \t]+$", before):
            return found
    return None


def _title(text, flat, top, body_start):
    place = _value(top, _TITLE_KEY)
    if place:
        return _titled(text, flat, *place)
    head = flat[: min(len(flat), max(body_start, 200), _HEAD_LENGTH)]
    for line in re.finditer(r"[^\n]+", head):
        words = line[0].strip()
        if len(words) < 5 or _NAVIGATION.search(words[:30]) or re.match(r"(?:[\u4e00-\u9fff][ \t]{0,8}){2,6}:", words):
            continue
        if _NUMBER_LINE.fullmatch(words) or DATE.fullmatch(words) or words.endswith("文件"):
            continue
        start = line.start() + line[0].index(words)
        if found := _TITLE_LINE.match(flat, start):
            return _titled(text, flat, start, found.end())
        if re.search(rf"(?:{_KIND}|\))$", words) and len(words) <= 100:
            return _titled(text, flat, start, start + len(words))
        if words[0] not in "【[•" and (found := _wrapped_title(head, start)):
            return _titled(text, flat, start, found)
    first = next((line for line in re.finditer(r"[^\s\n][^\n。]{0,120}", head) if not _NUMBER_LINE.fullmatch(line[0].strip())), None)
    return _titled(text, flat, first.start(), first.end()) if first else None


def _wrapped_title(head, start):
    """A title broken over two or three centred lines."""
    found = re.match(rf"[^\n。:,]{{4,50}}(?:\n\s{{0,30}}[^\n。:,]{{1,50}}){{1,3}}?{_KIND}(?=[ \t]*\n)", head[start : start + 260])
    return start + found.end() if found and "关于" in found[0] else None


def _titled(text, flat, start, end):
    """The title without its own number in front."""
    own = re.match(rf"{DOCUMENT_NUMBER.pattern}[ \t]*", flat[start:end])
    start += own.end() if own and own.end() < end - start else len(re.match(r"[#*> ]*", flat[start:end])[0])
    return Found(without_breaks(text[start:end]).strip(), Span(start, end))


def _lone_date(flat, title, body_start):
    """A date in a line of its own: at the end of the document, above its first item, or in brackets under the title."""
    for line in _DATE_LINE.finditer(flat):
        start, end = line.span("date")
        under_title = title and 0 <= line.start() - title.span.end <= 60
        of_a_field = flat[max(0, start - 2) : start].rstrip().endswith((":", "】"))
        placed = start >= len(flat) - 400 or (under_title if line["open"] else start < body_start)
        if placed and not of_a_field and (day := _date_in(flat, start, end)):
            return day
    return None


def _issuer(text, flat, top, title, signature, note):
    if signature:
        return _found(text, *signature.span("body"))
    if place := _value(top, _ISSUER_KEY):
        return _found(text, *place)
    found = (
        _SIGNED_ALONE.search(flat)
        or note
        and _NOTED.search(flat, *note)
        or _HEADER.search(top)
        or title
        and _TITLE_BODY.match(flat, title.span.start, title.span.end)
    )
    return _found(text, *found.span("body")) if found else None


def _found(text, start, end):
    names = re.split(r"\s+", text[start:end].strip())
    spread = all(len(name) == 1 for name in names)
    return Found(("" if spread else "、").join(names), Span(start, end))
