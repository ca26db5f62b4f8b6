"""Time limits: of a time field (2019年6月底前, 持续实施, 每季度) and of running text (2020年底前, 2012年基本实现, 每年)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.documents.dates import DAY, YEAR, number_of, to_date

from .model import Limit, Span

# Any two digits: a thirteenth month is an impossible date, not none.
MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九元])"
_B = r"[ \t\n]{0,4}"
_BEFORE = rf"{_B}(?:(?:之|以)?前(?!后|三|提(?![请交出供]))|(?:以|之)?内)"
# One moment: 2025年6月30日前, 6月底前, 2025年第三季度末, 上半年, 年底前, 年内, 2025年, 今年底前.
_WHEN = re.compile(
    rf"""
    (?<!\d)(?:(?<!\d\.)|(?=(?:19|20)\d\d年))
    (?:(?P<year>{YEAR}){_B}年(?:度)?|(?P<relative>今年|本年度?|明年))?{_B}
    (?:
        (?P<month>(?<![\d一二三四五六七八九十]){MONTH}){_B}月(?:份)?{_B}(?:(?P<day>{DAY}){_B}[日号]|(?P<part>上旬|中旬|下旬|初|中)(?![央心小]))?
      | 第?(?P<quarter>[一二三四1-4]){_B}季度
      | (?P<half>上|下)半年
      | (?P<yearend>(?<=年)[底末终]|(?<=年度)[底末终]|(?<![学近\d一二三四五六七八九十两几数多半同周届])年(?:[底末终]|内))
    )?
    (?P<end>{_B}[底末])?
    (?P<before>{_BEFORE})?
    """,
    re.VERBOSE,
)
# 2025-06-30, 2025.6 in a time field.
_NUMERIC = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?(?!\d)")
# “十四五”末: the fourteenth five years end with 2025.
_FIVE_YEARS = re.compile(r"[“\"]?(十[一二三四五六七八九])五[”\"]?(?:规划)?期?(?:末|间|内|结束)")
_CONTINUOUS = re.compile(
    r"(?:持续|长期|常年|常态化?|一直|始终)(?:性)?(?:地)?(?:实施|推进|坚持|开展|进行|落实|执行|抓好|保持|深化|优化|加强|完善|改进|巩固)?(?:推进|实施|开展|坚持)?"
)
_EACH = r"(?:[两二三四五六\d]?个?(?:年度?|季度?|月|周|星期)|半个?[年月])"
_PERIODIC = re.compile(rf"每{_EACH}|(?:按|逐)(?:年度?|季度?|月|周)(?![\u4e00-\u9fff]{{0,2}}比)|每(?:日|天|旬|学期|逢)")
# 每人每年, 每月500元: amounts, not work.
_PERIODIC_TEXT = re.compile(rf"(?<!每[人户个名台件吨次亩])(?<![人户]均)每{_EACH}(?!{_B}(?:每|[\d一二三四五六七八九十百.]+{_B}[万千]?元))")
_RELATIVE = re.compile(
    r"(?:自|从)?本?(?:《[^》\n]{0,40}》|意见|通知|方案|办法|规定|决定|文件)?(?:公布|印发|发布|下发|实施|施行)(?:之日)?(?:起|后)[^。;,\n]{0,6}?"
    r"[\d一二三四五六七八九十两半]+(?:个)?(?:半)?(?:年|月|周|工作日|日|天)(?:之|以)?内"
    r"|(?:(?<=^)|(?<=[。,;:、\n]))(?:力争|争取|计划|确保|用|在|要)*(?:今后|未来)?[一二三四五六七八九十两\d]+至?[一二三四五六七八九十两\d]?(?:年|个月)(?:左右)?(?:之|以)?内"
    r"(?!,?(?:不得|不予|未|无|免|仍|再|发生|累计|曾|[两二三四五\d]+次|因|受到))"
)
_TITLE = re.compile(r"《[^《》]{0,120}》|\[(?:19|20)\d{2}\]第?\d+号")
_QUOTE = re.compile(r"“[^“”]{0,60}”|\"[^\"\n]{0,60}\"")
_LEAD_IN = re.compile(
    r"(?:力争|争取|确保|计划|要求|务必|必须|原则上|其中|并|要|须|应|到|至|于|在|截至|截止|按|最迟|最晚|不晚于|不迟于|预计|拟|将|先期|也|且)+$"
)
_CLAUSE_STARTS = '。,;:!?\n()“”" 【】'
_STARTS = re.compile(r"(?:1日)?(?:起|开始|以来|以后|之后|至今|后(?!续)|始)")
_NOT_A_RESULT = re.compile(
    r"(?:版|,?已|,?我[省市县区]|度(?!前|内)|前(?:期|三)|计划|预算|重点|工作要点|要点|工作|任务|政府工作|[-—~至和及、与]|年|级|届|第[一二三四\d]|全国|春|秋季|国庆|汛|暑|寒假|冬季|中秋|初(?!步)"
    r"|[^。,;\n]{0,14}(?:大赛|大会|会议|论坛|博览会|活动周|目录|规划|计划|要点|工作报告|年度)(?:的|[。,;、\n]|$))"
)
_RESULT = re.compile(
    r"(?:要|将|应|可|须|全面|基本|力争|率先|确保|初步|全部|先|首先|再|内|计划|争取|逐步|正式)*"
    r"(?:实现|完[成工结毕]|建成|建立|达到|形成|出台|启动|投入|取得|推广|推开|覆盖|新增|新建|改造|制定|建设|开展|组织|有所|达|消除|解决|运行|试行|开通|上线|整改|[开竣]工|铺开|交付|封顶|通车|投用|印发|公布|发布|报送|收官|清零)"
)
# 次年, 每年6月, 自2020年: the time of each single case, of the past, of a beginning.
_NOT_BEFORE = re.compile(
    r"(?:去|上|上一|往|次|翌|下一?|当|同|该|每|前|历|逐)年?$|(?:自|从|每年|历年|截至目前|每个?季度|每半年)(?:的)?[^。,;、\n]{0,2}$"
)
_BEGINS = re.compile(rf"{_STARTS.pattern}|[-—~至].*[\d底]")
_WHOLE_YEAR = re.compile(r"^\s*((?:19|20)\d\d)\s*$|全年|当年|年度内|本年")
_PARTS = {"上旬": 10, "中旬": 20, "初": 10, "中": 15}
_STEP_OF_ANOTHER = re.compile(r"[^。,;:\n]{0,60}(?:后|之后|以后)(?:[,。;\n]|$)|[^。,;:\n]{0,30}的基础上")


@dataclass
class _Moment:
    """A moment as read: its day may be missing (no year) or impossible."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def date(self) -> date | None:
        return to_date(self.year, self.month, self.day)

    @property
    def impossible(self) -> bool:
        return to_date(self.year or 2024, self.month, self.day) is None


def read_field(text: str, start: int, end: int, year: int | None) -> tuple[Limit, tuple[str, ...]]:
    """The limit of a time field, which decides alone. `year`: the one meant where the words name none."""
    words, span = text[start:end], Span(start, end)
    moments = _bare_moments(text, start, end, year)
    if _CONTINUOUS.search(words):
        return Limit("continuous", None, words, span), ("continuous_and_date",) if moments else ()
    if _PERIODIC.search(words):
        return Limit("periodic", None, words, span), ()
    if moments:
        limit, doubts = _latest(text, moments)
        return Limit("date", limit.date, words, span), doubts
    if re.search(r"[年月周日天节期](?:之|以)?[前内]", words):
        return Limit("date", None, words, span), ("no_date",)
    return Limit(), ()


def _bare_moments(text, start, end, year):
    """In a field a month, a quarter or a year needs no 前."""
    found_here = [*_moments(_WHEN, text, start, end, year), *_moments(_NUMERIC, text, start, end, year)]
    ends = [(found, moment) for found, moment in found_here if not _BEGINS.match(text, found.end(), end)]
    precise = {moment.year for found, moment in ends if not _is_bare_year(found)}
    moments = [moment for found, moment in ends if not _is_bare_year(found) or moment.year not in precise]
    moments += [_Moment(*found.span(), 1955 + 5 * number_of(found[1]), 12, 31) for found in _FIVE_YEARS.finditer(text, start, end)]
    if not moments and (whole := _WHOLE_YEAR.search(text[start:end])):
        moments.append(_Moment(start, end, number_of(whole[1]) if whole[1] else year, 12, 31))
    return moments


def _moments(pattern, text, start, end, year):
    """What names a moment, and the moment. One without a year of its own has the year just named, else `year`."""
    named = year
    for found in pattern.finditer(text, start, end):
        if found[0].strip() and (moment := _moment(found, named, year)):
            named = moment.year
            yield found, moment


def _is_bare_year(found):
    return not any(found.groupdict().get(name) for name in ("month", "quarter", "half", "yearend", "end"))


def _moment(found, named, own):
    """The last day of what is named; None where it is no time."""
    parts = {name: words for name, words in found.groupdict().items() if words}
    year = number_of(parts["year"]) if "year" in parts else named
    if "relative" in parts:
        year = own and own + (parts["relative"] == "明年")
    month = number_of(parts["month"]) if "month" in parts else None
    if "quarter" in parts:
        month = 3 * number_of(parts["quarter"])
    elif parts.get("half") == "上":
        month = 6
    elif month is None and parts.keys() & {"half", "yearend", "year", "relative"}:
        month = 12
    if month is None:
        return None
    last = monthrange(year or 2023, month)[1] if 1 <= month <= 12 else 1
    day = number_of(parts["day"]) if "day" in parts else _PARTS.get(parts.get("part"), last)
    return _Moment(found.start(), found.end(), year, month, day)


def read_running(text: str, start: int, end: int, year: int | None, written: date | None = None) -> tuple[Limit, tuple[str, ...]]:
    """The limit that a task's own text sets: the latest moment, else 每年 and its like, else none."""
    own, moments = _masked(text[start:end]), []
    for found, moment in _moments(_WHEN, own, 0, len(own), year):
        if _is_limit(own, found, moment, year, written):
            moment.start, moment.end = start + found.end() - len(found[0].lstrip()), start + found.end()
            moments.append(moment)
    if moments:
        return _latest(text, moments)
    if found := _RELATIVE.search(text, start, end):
        return Limit("date", None, found[0], Span(*found.span())), ("no_date",)
    if found := _PERIODIC_TEXT.search(own):
        return Limit("periodic", None, found[0], Span(start + found.start(), start + found.end())), ()
    return Limit(), ()


def _masked(own):
    """Titles and quoted names hold no limits: their characters are put out of sight, their length kept."""

    def blind(found):
        return found[0][0] + "\0" * (len(found[0]) - 2) + found[0][-1]

    return _QUOTE.sub(blind, _TITLE.sub(blind, own))


def _is_limit(own, found, moment, year, written):
    before = own[max(0, found.start() - 24) : found.start()].rstrip()
    after = own[found.end() : found.end() + 80].lstrip(" \t")
    if _NOT_BEFORE.search(before) or _STEP_OF_ANOTHER.match(after) or year and moment.year and moment.year < year:
        return False
    if found["before"]:
        return not after.startswith(("后", "的基础", "已"))
    if before.endswith(("-", "—", "~", "–")) or _STARTS.match(after) or written and moment.date and moment.date < written:
        return False
    return found["yearend"] in ("年内",) or _is_moment_of_result(before, found, after)


def _is_moment_of_result(before, found, after):
    """A moment without 前: 2012年基本实现…, 2011年,建立…, 到2025年底; not the year of a name, a report or a meeting."""
    lead = _LEAD_IN.search(before)
    opens = not before or before[-1] in _CLAUSE_STARTS or bool(lead)
    result = bool(_RESULT.match(after.lstrip(",")))
    if not found["year"]:
        part = found["quarter"] or found["half"] or found["month"] and not found["day"]
        named = found["yearend"] or part or found["relative"] and _is_bare_year(found)
        end = found["end"] and not found["yearend"]
        return result and bool(
            end
            or found["quarter"]
            or found["half"]
            or opens
            and (part or found["relative"] and not found["yearend"])
            or named
            and before.endswith(("到", "至", "于", "在"))
        )
    if _NOT_A_RESULT.match(after):
        return False
    if found["day"]:
        return bool(lead)
    return opens or result and before[-1] not in "、-—~至"


def _latest(text, moments):
    """The latest of several moments; an impossible one leaves a doubt and no date."""
    possible = [moment for moment in moments if not moment.impossible]
    doubts = ("impossible_date",) if len(possible) < len(moments) else ()
    chosen = max(possible or moments, key=lambda moment: (moment.year or 0, moment.month, moment.day, -moment.start))
    limit = Limit("date", chosen.date, text[chosen.start : chosen.end], Span(chosen.start, chosen.end))
    return limit, doubts or (() if limit.date else ("no_date",))
