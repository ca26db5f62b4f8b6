"""Assessments as the staff pages show them."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.assessment.queries import totals
from core.pages.numbers import Number, Table
from core.pages.parts import Check, Fact, Mark

MARKS = {"draft": "warn", "published": "done", "discarded": "plain"}


def state_mark(assessment):
    return Mark(MARKS[assessment.state], assessment.get_state_display())


def facts(assessment):
    shown = [
        Fact(_("组织考核的单位"), assessment.agency.name, "", assessment.agency.get_absolute_url()),
        Fact(_("计算日期"), assessment.computed_on, assessment.computed_by and assessment.computed_by.name),
        Fact(_("公布日期"), assessment.published_on),
    ]
    return [fact for fact in shown if fact.value]


def checks(assessment, found):
    return [
        Check(_("已经计算"), bool(assessment.computed_on), ""),
        Check(_("有可以计入的承诺"), bool(found), ""),
    ]


def scores_table(assessment, found):
    """Agencies and indicators; each share opens the commitments behind it."""
    rows = [score_row(assessment, one) for one in found]
    if found:
        rows.append(whole_city(assessment, totals(found)))
    labels = [_("单位"), _("名次"), _("得分"), *(one["name"] for one in assessment.indicators)]
    empty = _("没有可以计入的承诺。") if assessment.computed_on else _("还没有计算。")
    return Table(f"scores-{assessment.year}", _("各单位得分"), labels, rows, _("不适用：没有可以计入的，不算权重。"), empty)


def score_row(assessment, one):
    cells = [cell(assessment, code(indicator), one.cells.get(code(indicator)), agency=one.agency.pk) for indicator in assessment.indicators]
    return [Number(one.agency.short_name, rows_url(assessment, agency=one.agency.pk)), Number(one.rank), Number(one.score), *cells]


def whole_city(assessment, sums):
    cells = [cell(assessment, code(indicator), sums.get(code(indicator))) for indicator in assessment.indicators]
    return [Number(_("全市")), Number(""), Number(""), *cells]


def code(indicator):
    return indicator["code"]


def cell(assessment, indicator, found, **agency):
    if found is None:
        return Number(_("不适用"))
    words = _("%(percent)s%%（%(met)s/%(counted)d）") % {
        "percent": found.percent,
        "met": f"{found.met.normalize():f}",
        "counted": found.counted,
    }
    return Number(words, rows_url(assessment, indicator=indicator, **agency))


def rows_url(assessment, **query):
    return f"{reverse('assessment_rows', args=[assessment.pk])}?{urlencode(query)}"


def indicators_table(assessment):
    rows = [
        [
            Number(one["name"]),
            Number(one["weight"]),
            Number(one["hint"]),
            Number("、".join(one["kind_names"]) or _("全部")),
            Number(one["basis"]),
        ]
        for one in assessment.indicators
    ]
    labels = [_("指标"), _("权重"), _("说明"), _("承诺种类"), _("依据")]
    return Table(f"indicators-{assessment.year}", _("计算时的指标"), labels, rows, empty=_("计算时记下当时的指标。"))
