"""The white papers: sections made from the facts that were published. The page draws them, Word is made of the same ones."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from commitments.assessment.models import Measure
from commitments.assessment.scores import Cell
from commitments.register.outcomes import LABELS
from core.documents import paper as papers
from core.pages.numbers import Number, Table
from core.pages.words import as_date, day
from core.texts import in_the_portals_language

NUMERALS = (
    pgettext_lazy("标题的序号", "一"),
    pgettext_lazy("标题的序号", "二"),
    pgettext_lazy("标题的序号", "三"),
    pgettext_lazy("标题的序号", "四"),
    pgettext_lazy("标题的序号", "五"),
    pgettext_lazy("标题的序号", "六"),
)
NARROW = 1


class Section(NamedTuple):
    """A numbered part: paragraphs, then tables with what each says when it is empty. `shares`: of each table, the widths of its columns;
    `in_parts`: each table has a heading of its own."""

    heading: str
    paragraphs: list
    tables: list = []
    shares: list = []
    in_parts: bool = False


def sections(facts):
    """The sections of the city's paper or of an agency's, numbered."""
    found = city_sections(facts) if facts["scope"] == "city" else agency_sections(facts)
    headings = [_("%(number)s、%(words)s") % {"number": NUMERALS[place], "words": one.heading} for place, one in enumerate(found)]
    return [one._replace(heading=heading) for one, heading in zip(found, headings, strict=True)]


def city_sections(facts):
    return [
        Section(_("总体情况"), [facts["words"], *figures(facts)]),
        Section(_("年初公布的清单和目标"), [], [lists_table(facts["lists"])], [(4, 2, 2, 3)]),
        Section(_("各单位得分"), [scored_how()], [scores_table(facts)], [(NARROW, 3, 2, *(2 for _one in facts["indicators"]))]),
        Section(
            _("没有兑现和逾期的承诺"),
            [],
            [rows_table("not_kept", facts["not_kept"], _("没有。计入考核的承诺都按期兑现了。"))],
            [(5, 2, 2, 2)],
        ),
        Section(_("依法变更的承诺"), [], [rows_table("changed", facts["changed"], _("这一年没有依法变更的承诺。"))], [(5, 2, 2, 2)]),
        method(facts),
    ]


def agency_sections(facts):
    return [
        Section(_("得分"), [result_words(facts), scored_how()], [own_score_table(facts)], [(3, NARROW, NARROW, NARROW, NARROW)]),
        Section(_("年初公布了什么，办成了什么"), [], [goals_table(facts)], [(4, 3, 2, 2)]),
        Section(
            _("得分从哪里来"),
            [_("每个指标计入的承诺都在下面，没有做到的在前。")],
            traced(facts),
            [(5, 2, 2, NARROW, NARROW)] * len(traced(facts)),
            in_parts=True,
        ),
        Section(_("依法变更的承诺"), [], [rows_table("changed", facts["changed"], _("这一年没有依法变更的承诺。"))], [(5, 2, 2, 2)]),
        method(facts),
    ]


def cell_of(pair):
    return Cell(pair[0], Decimal(pair[1]))


def percent(cells, code):
    return f"{cell_of(cells[code]).percent}%" if code in cells else _("不适用")


def figures(facts):
    """What was counted in the whole city, a paragraph an indicator."""
    counted = ngettext("计入考核的单位%(count)d个。", "计入考核的单位%(count)d个。", len(facts["agencies"]))
    words = _("%(name)s%(percent)s：计入%(counted)s%(unit)s，做到%(met)s%(unit)s。")
    told = []
    for one in facts["indicators"]:
        if pair := facts["totals"].get(one["code"]):
            told.append(
                words
                % {
                    "name": one["name"],
                    "percent": percent(facts["totals"], one["code"]),
                    "counted": pair[0],
                    "met": pair[1],
                    "unit": unit(one["measure"]),
                }
            )
    return [counted % {"count": len(facts["agencies"])}, *told]


def unit(measure):
    return {Measure.REPORTS_ON_TIME: _("次"), Measure.VOTES: _("票")}.get(measure, _("项"))


def scored_how():
    words = _(
        "得分＝各指标的权重×做到÷计入，加总，除以这些指标的权重之和，乘以100，四舍五入到两位小数。没有可以计入的指标不适用，不算权重。"
    )
    return words + _("得分相同的名次相同。")


def lists_table(lists):
    rows = [
        [
            Number(one["title"], one["path"]),
            Number(one["agency"]),
            Number(day(as_date(one["announced_on"]))),
            Number(_("，").join(f"{LABELS[name]}{count}" for name, count in one["outcomes"].items())),
        ]
        for one in lists
    ]
    labels = [_("清单"), _("公布单位"), _("公布日期"), _("结果（项）")]
    return Table("lists", _("年初公布的清单"), labels, rows, empty=_("这一年没有公布年度清单。"))


def scores_table(facts):
    year = facts["year"]
    rows = [
        [
            Number(str(one["rank"])),
            Number(one["short_name"], reverse("public_assessment_agency", args=[year, one["id"]])),
            Number(Decimal(one["score"])),
            *(Number(percent(one["cells"], indicator["code"])) for indicator in facts["indicators"]),
        ]
        for one in facts["agencies"]
    ]
    labels = [_("名次"), _("单位"), _("得分"), *(one["name"] for one in facts["indicators"])]
    return Table("scores", _("各单位得分"), labels, rows, empty=_("这一年没有可以计入的承诺。"))


def result_words(facts):
    result = facts["result"]
    told = {"score": result["score"], "rank": result["rank"], "of": facts["of"]}
    return _("得分%(score)s，在%(of)d个单位里排第%(rank)d。") % told


def own_score_table(facts):
    cells = facts["result"]["cells"]
    rows = [own_score_row(one, cells) for one in facts["indicators"]]
    return Table("score", _("各指标"), [_("指标"), _("权重"), _("计入"), _("做到"), _("比例")], rows)


def own_score_row(indicator, cells):
    counted, met = cells.get(indicator["code"], ("—", "—"))
    return [
        Number(indicator["name"], f"#rows-{indicator['code']}" if indicator["code"] in cells else ""),
        Number(indicator["weight"]),
        Number(str(counted)),
        Number(met),
        Number(percent(cells, indicator["code"])),
    ]


def goals_table(facts):
    rows = [[Number(one["title"], one["path"]), Number(one["list"], one["list_path"]), due(one), standing(one)] for one in facts["goals"]]
    empty = _("年初公布的清单里没有这个单位负责的事项。")
    return Table("goals", _("年初公布的事项"), [_("事项"), _("清单"), _("期限"), _("年底")], rows, empty=empty)


def due(row):
    return Number(day(as_date(row["due_on"])), f"{row['path']}#why") if row["due_on"] else Number("")


def standing(row):
    """In the reader's language; it is kept in Chinese, as it was published."""
    return Number(_(row["state"]), mark=row["mark"])


def rows_table(name, rows, empty):
    drawn = [[Number(one["title"], one["path"]), Number(one["agency"]), due(one), standing(one)] for one in rows]
    return Table(name, _("承诺"), [_("承诺"), _("责任单位"), _("期限"), _("状态")], drawn, empty=empty)


def traced(facts):
    """One table an indicator that applies: each commitment behind the figure, those that fell short first."""
    return [traced_table(one, facts["rows"]) for one in facts["indicators"] if one["code"] in facts["result"]["cells"]]


def traced_table(indicator, rows):
    code = indicator["code"]
    found = [(row, cell_of(row["cells"][code])) for row in rows if code in row["cells"]]
    found.sort(key=lambda pair: pair[1].share)
    drawn = [
        [Number(row["title"], row["path"]), due(row), standing(row), Number(str(cell.counted)), Number(row["cells"][code][1])]
        for row, cell in found
    ]
    return Table(f"rows-{code}", indicator["name"], [_("承诺"), _("期限"), _("状态"), _("计入"), _("做到")], drawn)


def method(facts):
    rows = [[Number(one["name"]), Number(one["weight"]), Number(counted_how(one)), Number(one["basis"])] for one in facts["indicators"]]
    table = Table("method", _("指标和计算办法"), [_("指标"), _("权重"), _("怎样计算"), _("依据")], rows)
    days = {"computed": day(as_date(facts["computed_on"])), "published": day(as_date(facts["published_on"]))}
    words = [
        _("按%(computed)s的情况计算，%(published)s公布，公布以后不再改动。承诺后来的情况看它自己的页面。") % days,
        _("到计算那天期限还没有到的、正在核验的，不计入这一年，计入下一年。已经撤销和依法终止的不计入。"),
    ]
    return Section(_("指标和计算办法"), words, [table], [(2, NARROW, 5, 2)])


def counted_how(indicator):
    words = {
        Measure.KEPT_ON_TIME: _("计入这一年到期的承诺，在期限以内兑现的算做到。"),
        Measure.KEPT: _("计入这一年到期的承诺，兑现的算做到，逾期兑现的也算；部分兑现的一项按%(part)d%%计。")
        % {"part": indicator["part_share"]},
        Measure.REPORTS_ON_TIME: _("计入这一年应报的进展，一次一计，按期报告的算做到。"),
        Measure.VOTES: _("计入这一年的年度清单评议收到的票，满意和基本满意的算做到。"),
    }[indicator["measure"]]
    kinds = _("只计算这些种类的承诺：%(kinds)s。") % {"kinds": _("、").join(indicator["kind_names"])} if indicator["kinds"] else ""
    return words + kinds


@in_the_portals_language
def word_paper(entry):
    """The white paper as a letter of the office that made it, with the same sections."""
    facts = entry.facts
    return papers.Paper(
        issuer=facts["office"]["name"],
        number=_("%(year)d年度") % {"year": facts["year"]},
        title=entry.title,
        blocks=tuple(block for one in sections(facts) for block in blocks(one)),
        dated_on=date.fromisoformat(facts["published_on"]),
        made_at=timezone.localtime(entry.updated_at),
    )


def blocks(section):
    yield papers.Heading(section.heading)
    for words in section.paragraphs:
        yield papers.Text(words)
    for table, shares in zip(section.tables, section.shares, strict=True):
        if section.in_parts:
            yield papers.Heading(str(table.title), level=2)
        if table.rows:
            yield papers.Table(
                tuple(str(label) for label in table.labels), tuple(tuple(str(cell.value) for cell in row) for row in table.rows), shares
            )
        else:
            yield papers.Text(str(table.empty))
