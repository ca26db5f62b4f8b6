"""Urges and the load of agencies as pages show them."""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.urging.load import LABELS, asked_by_several, asked_twice, by_person
from commitments.urging.models import Urge
from core.deadlines.calendar import current_calendar
from core.deadlines.shown import why_of
from core.directory.areas import CITY
from core.pages.due import DueDay
from core.pages.numbers import Number, Table
from core.pages.parts import Action, Figure, Mark, Moment
from core.pages.words import amount, as_date, day, short_day

MARKS = {"open": "warn", "answered": "done", "lapsed": "bad", "cancelled": "plain"}
RED = {"overdue", "lapsed"}
COLUMNS = ("open", "week", "overdue", "longest", "stalled", "claimed", "waiting", "twice", "lapsed", "in_time")
COLUMN_LABELS = {**LABELS, "longest": gettext_lazy("最长逾期（工作日）"), "lapsed": gettext_lazy("今年没有按期答复")}
FIRST = "overdue"  # what stands first where nobody chose


def state_mark(urge):
    if urge.state == Urge.State.LAPSED and urge.closed_at:
        return Mark("warn", _("逾期答复"))
    return Mark(MARKS[urge.state], urge.get_state_display())


def who(urge):
    return urge.urged_by or _("系统（按规则）")


def times(urge):
    return _("第%(number)d次") % {"number": urge.ordinal}


def letter_number(urge):
    return urge.letter.number if urge.letter else ""


def moments(commitment):
    """The urges in the course of a commitment's staff page."""
    return [moment(urge) for urge in commitment.urges.all()]


def moment(urge):
    issuer = urge.issuer.short_name if urge.issuer else ""
    words = {"who": urge.urged_by or _("系统"), "issuer": issuer, "number": urge.ordinal, "state": state_mark(urge).words}
    title = (
        _("%(issuer)s%(who)s第%(number)d次催办（%(state)s）") if urge.urged_by else _("系统按规则第%(number)d次催办（%(state)s）")
    ) % words
    letter = _("文号：%(number)s。") % {"number": urge.letter.number} if urge.letter else ""
    return Moment(urge.urged_at, title, told(urge, _("请在%(day)s前答复。"), letter))


def told(urge, until, more=""):
    """The reason, and `until` with the day of the limit, which leads to its explanation."""
    until = SafeString(until % {"day": DueDay(urge.limit.due_on, why_of(urge.limit)).__html__()})
    return format_html("{}{}{}", reason(urge), until, more)


def reason(urge):
    """The reason as a sentence, however it was typed."""
    return _("%(reason)s。") % {"reason": urge.reason.strip().rstrip("。.")}


class Waiting(NamedTuple):
    """What stands on the commitment's page while an answer is waited for."""

    point: str
    text: str


def waiting(commitment):
    """About the newest urge that waits for an answer, or None."""
    newest = max((one for one in commitment.urges.all() if one.is_waiting), key=lambda one: one.ordinal, default=None)
    if newest is None:
        return None
    point = _("%(day)s第%(number)d次催办，还没有答复。") % {"day": short_day(newest.urged_at), "number": newest.ordinal}
    return Waiting(point, told(newest, _("请在%(day)s前答复：报告进展或者申报完成就是答复。")))


def letters(commitment):
    """The letters about the commitment, the newest first."""
    found = {urge.letter_id: urge.letter for urge in commitment.urges.all() if urge.letter_id}
    return [found[key] for key in sorted(found, reverse=True)]


def actions(letter):
    return [Action("PDF", reverse("paper_pdf", args=[letter.pk])), Action("Word", reverse("paper_word", args=[letter.pk]))]


def longest(load, today):
    """Working days since the longest overdue was due; 0 where nothing is overdue."""
    return current_calendar().working_days_between(load.oldest, today) if load.oldest else 0


def value(load, name, today):
    return longest(load, today) if name == "longest" else load.counts[name]


def in_order(loads, sort, today):
    """The highest figure first; then in the order of the directory."""
    return sorted(loads, key=lambda load: -value(load, sort, today))


def load_table(loads, areas, *, area, sort, today):
    """One row an agency, each figure with the rows that it counts; the sums last. `area` and `sort` are the table's name in its address."""
    names = {key: name for name, keys in areas.values() for key in keys}
    rows = [
        [
            Number(load.agency.short_name),
            Number(names.get(load.agency.pk) or _("市本级")),
            *cells(load.counts, longest(load, today), agency=load.agency.pk),
        ]
        for load in in_order(loads, sort, today)
    ]
    if len(loads) > 1:
        where = {"area": area} if area else {}
        rows.append([Number(_("合计")), Number(_("全部")), *sum_cells(loads, today, **where)])
    labels = [_("单位"), _("区县"), *(COLUMN_LABELS[name] for name in COLUMNS)]
    remark = _("没有办结的含正在核验的；逾期和停滞的不含已经申报的。最长逾期按工作日计算，其余按项计算。没有承诺也没有催办的单位不列。")
    return Table(f"load-{area or 'all'}-{sort}", _("各单位的负荷"), labels, rows, remark, _("没有要督办的承诺。"))


def area_table(loads, areas, today):
    """One row a district with the sums of its agencies, first the city's own; the name opens the agencies."""
    here = {key: [load for load in loads if load.agency.pk in keys] for key, (_name, keys) in areas.items()}
    rows = [
        [Number(name, f"?area={key}"), Number(len(here[key])), *sum_cells(here[key], today, area=key)]
        for key, name in area_choices(areas)
        if here[key]
    ]
    labels = [_("区县"), _("单位数"), *(COLUMN_LABELS[name] for name in COLUMNS)]
    return Table("areas", _("各区县的负荷"), labels, rows, "", _("没有要督办的承诺。"))


def sum_cells(loads, today, **where):
    sums = {name: sum(load.counts[name] for load in loads) for name in loads[0].counts}
    return cells(sums, max(longest(load, today) for load in loads), **where)


def cells(counts, longest_overdue, **where):
    return [cell(name, longest_overdue if name == "longest" else counts[name], where) for name in COLUMNS]


def cell(name, number, where):
    if not number:
        return Number(0)
    return Number(number, address(name, where), "bad" if name in RED else "")


def address(name, where):
    """The list that a figure counts."""
    if name == "lapsed":
        return listed("urges", answer="lapsed", year=timezone.localdate().year, **where)
    if name == "longest":
        return listed("supervision_commitments", load="overdue", sort="due", **where)
    return listed("supervision_commitments", load=name, **where)


def listed(name, **filters):
    return f"{reverse(name)}?{urlencode(filters)}"


def area_choices(areas):
    """(key, name) of the districts, first the city's own."""
    return [(key, name or _("市本级")) for key, (name, _keys) in sorted(areas.items(), key=lambda one: (one[0] != CITY, one[1][0]))]


def figures(loads, today):
    """The sums that call for something."""
    sums = {name: sum(load.counts[name] for load in loads) for name in ("open", "week", "overdue", "waiting")}
    late = max((longest(load, today) for load in loads), default=0)
    notes = {"overdue": _("最长逾期%(amount)s") % {"amount": amount(late, "working_day")} if late else ""}
    return [
        Figure(
            COLUMN_LABELS[name],
            count,
            ngettext("项", "项", count),
            notes.get(name, ""),
            address(name, {}) if count else "",
            "bad" if name == "overdue" and count else "",
        )
        for name, count in sums.items()
    ]


def people_table(user, today):
    """Who urged this year, and what became of it."""
    rows = []
    for row in by_person(user, today.year):
        where = {"year": today.year, "urged_by": row["urged_by"] or "rule"}
        counts = [counted(row[state], answer=state, **where) for state in ("answered", "lapsed", "open", "cancelled")]
        rows.append([Number(row["urged_by__name"] or _("系统（按规则）")), counted(row["all"], **where), *counts])
    labels = [_("谁催办"), _("次数"), *(Urge.State(state).label for state in ("answered", "lapsed", "open", "cancelled"))]
    return Table("people", _("今年谁在催办"), labels, rows, "", _("今年还没有催办过。"))


def counted(count, **filters):
    return Number(count, listed("urges", **filters)) if count else Number(0)


def twice_table(user):
    """What was asked twice or more and is still not done."""
    rows = [
        [
            Number(one.title, one.get_absolute_url()),
            Number(one.agency.short_name),
            Number(one.times, listed("urges", commitment=one.pk)),
            Number(day(as_date(one.last))),
            Number(one.get_state_display()),
        ]
        for one in asked_twice(user)
    ]
    labels = [_("承诺"), _("责任单位"), _("催办次数"), _("最近一次"), _("状态")]
    return Table("twice", _("催办过两次以上、还没有办结的"), labels, rows, "", _("没有催办过两次以上的承诺。"))


def several_table(user):
    """Agencies that more than one person urged within a month."""
    first = timezone.localdate() - timedelta(days=30)
    rows = [
        [
            Number(row["agency__short_name"]),
            Number(row["people"]),
            counted(row["all"], agency=row["agency"], recent="month"),
            counted(row["waiting"], agency=row["agency"], recent="month", answer="waiting"),
        ]
        for row in asked_by_several(user, timezone.now())
    ]
    labels = [_("单位"), _("几个人催办"), _("次数"), _("没有答复")]
    remark = _("%(day)s以来由不止一个人催办的单位，系统的催办计入次数。请先商量由谁统一催办。") % {"day": day(first)}
    return Table("several", _("近30日由几个人催办的单位"), labels, rows, remark if rows else "", _("近30日没有单位被几个人重复催办。"))


def urging_tables(user, today):
    """{name: what makes the table}: a download makes only its own."""
    return {
        "people": lambda: people_table(user, today),
        "twice": lambda: twice_table(user),
        "several": lambda: several_table(user),
    }
