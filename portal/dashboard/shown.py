"""The tables of the dashboard: every number leads to the list of exactly the rows that it counts."""

from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from core.deadlines.calendar import current_calendar
from core.directory.areas import CITY
from core.pages.bands import AGES, LEFT
from core.pages.charts import BarChart, Series
from core.pages.numbers import Number, Table
from core.pages.parts import Figure
from core.pages.words import amount, as_date, mark_of
from credit_records.objections.models import Objection
from credit_records.ratings.models.run import DIMENSIONS
from credit_records.ratings.shown import dimension_label
from credit_records.records.models import CreditRecord
from portal.dashboard import queries


def counted(count, name, mark="", args=(), **filters):
    """A count with the list that it counts; nothing leads nowhere and has no colour."""
    return Number(count, listed(name, args, **filters), mark) if count else Number(0)


def listed(name, args=(), **filters):
    return f"{reverse(name, args=args)}?{urlencode(filters)}" if filters else reverse(name, args=args)


WORK = {
    "records": (gettext_lazy("待审核的记录"), "records", {}),
    "batches": (gettext_lazy("待确认的批次"), "imports", {}),
    "objections": (pgettext_lazy("清单", "异议"), "objections", {}),
    "repairs": (gettext_lazy("信用修复"), "repairs", {"kind": "repair"}),
    "leniency": (gettext_lazy("自我纠错"), "repairs", {"kind": "leniency"}),
}


def left_table(found):
    """What waits for the office by the working days that are left."""
    rows = []
    for kind, (label, name, filters) in WORK.items():
        bands = [counted(found[kind][band], name, LEFT[band].mark, left=band, **filters) for band in LEFT]
        rows.append([Number(label), *bands, counted(found[kind]["open"], name, left="open", **filters)])
    labels = [_("事项"), *(band.label for band in LEFT.values()), _("合计")]
    late = [str(WORK[kind][0]) for kind in WORK if not found[kind]["overdue"]]
    remark = _("没有逾期的：%(kinds)s。") % {"kinds": _("、").join(late)} if late else ""
    return Table("left", _("等办的事项还剩多少时间"), labels, rows, remark)


def states_table(found):
    """Records by state and age."""
    rows, bands = [], {"all": "", **AGES}
    for state in CreditRecord.State:
        counts = found.get(state, dict.fromkeys(bands, 0))
        ages = [counted(counts[band], "records", state=state.value, age=band) for band in AGES]
        rows.append([Number(state.label), *ages, counted(counts["all"], "records", state=state.value)])
    totals = [counted(sum(one[band] for one in found.values()), "records", age=band) for band in AGES]
    rows.append([Number(_("合计")), *totals, counted(sum(one["all"] for one in found.values()), "records")])
    labels = [_("状态"), *(band.label for band in AGES.values()), _("合计")]
    remark = _("草稿、待确认的从录入起算，生效的从生效起算，失效的从失效起算，不予认定的从决定起算，按自然日。")
    return Table("states", _("记录的状态和时间"), labels, rows if found else [], remark, _("还没有信用记录。"))


def in_order(found, names):
    """(key, name) of the areas that were rated: the city's own first, then the districts by name."""
    return sorted(((key, names[key] or _("市本级")) for key in found), key=lambda one: (one[0] != CITY, one[1]))


def grades_table(run, rated):
    """How many agencies of each area have which grade."""
    found, grades, names = rated
    rows = []
    for key, name in in_order(found, names):
        where = {"args": [run.pk], "subject": "agency", "area": key}
        each = [counted(found[key][f"grade_{place}"], "rating_run", grade=grade, **where) for place, grade in enumerate(grades)]
        rows.append([Number(name), *each, counted(found[key]["all"], "rating_run", **where)])
    labels = [_("区县"), *(_("%(grade)s级") % {"grade": grade} for grade in grades), _("合计")]
    return Table("grades", _("各区县的等级"), labels, rows)


def grades_chart(run, rated):
    """How many agencies have which grade, in the whole city."""
    found, grades, _names = rated
    where = {"args": [run.pk], "subject": "agency"}
    counts = [sum(one[f"grade_{place}"] for one in found.values()) for place in range(len(grades))]
    rows = [(_("%(grade)s级") % {"grade": grade}, [count]) for grade, count in zip(grades, counts, strict=True)]
    urls = [[counted(count, "rating_run", grade=grade, **where).url] for grade, count in zip(grades, counts, strict=True)]
    return BarChart(
        _("各等级的单位"),
        _("等级"),
        [Series(pgettext("若干", "单位"), "done")],
        rows,
        [*urls, [listed("rating_run", [run.pk], subject="agency")]],
    )


def dimensions_table(run, rated):
    """The average of each dimension in each area; opens the agencies that it is the average of."""
    found, _grades, names = rated
    rows = [
        [
            Number(name),
            *(Number(rounded(found[key][f"mean_{part}"]), listed("rating_run", [run.pk], subject="agency", area=key)) for part in parts()),
        ]
        for key, name in in_order(found, names)
    ]
    labels = [_("区县"), *map(dimension_label, DIMENSIONS), _("总分")]
    return Table("dimensions", _("各区县各维度的平均分"), labels, rows)


def low_table(run, rated):
    """How many agencies of each area lie below the base score of a dimension."""
    found, _grades, names = rated
    rows = [
        [
            Number(name),
            *(
                counted(found[key][f"low_{part}"], "rating_run", "bad", [run.pk], subject="agency", area=key, dimension=part)
                for part in DIMENSIONS
            ),
        ]
        for key, name in in_order(found, names)
    ]
    labels = [_("区县"), *map(dimension_label, DIMENSIONS)]
    is_any = any(cell.value for row in rows for cell in row[1:])
    return Table("low", _("低于基准分的单位"), labels, rows if is_any else [], "", _("没有低于基准分的单位。"))


def parts():
    return [*DIMENSIONS, "score"]


def rounded(average):
    """To two places, half up, as scores are."""
    return Decimal(average).quantize(Decimal("0.01"), ROUND_HALF_UP)


TAKEN = {
    "bad": (gettext_lazy("失信记录：录入到确认生效"), "records", {"confirmed": "year", "polarity": "bad"}),
    "good": (gettext_lazy("守信记录：录入到确认生效"), "records", {"confirmed": "year", "polarity": "good"}),
    "objections": (gettext_lazy("异议：提出到决定"), "objections", {"decided": "year"}),
    "repairs": (gettext_lazy("信用修复：申请到决定"), "repairs", {"decided": "year", "kind": "repair"}),
    "leniency": (gettext_lazy("自我纠错：申请到决定"), "repairs", {"decided": "year", "kind": "leniency"}),
}


def taken_table(found):
    """How long decisions took in the last 12 months, in working days."""
    rows = []
    for kind, (label, name, filters) in TAKEN.items():
        spread = found[kind]
        if not spread.count:
            continue
        slowest = spread.slowest.get_absolute_url()
        middle = Number(whole(spread.middle), listed(name, **filters))
        rows.append(
            [
                Number(label),
                counted(spread.count, name, **filters),
                middle,
                Number(spread.longest, slowest),
                Number(spread.slowest, slowest),
            ]
        )
    labels = [_("事项"), _("办了多少"), _("中位（工作日）"), _("最长（工作日）"), _("最长的一件")]
    return Table("taken", _("近12个月办得多快"), labels, rows, "", _("近12个月没有作出过决定。"))


def whole(number):
    """2.0 is 2; 2.5 stays."""
    return int(number) if number == int(number) else number


def slowest_table(rows, today):
    """What has waited longest, in working days since it was entered or filed."""
    between = current_calendar().working_days_between
    cells = [
        [
            Number(row if isinstance(row, CreditRecord) else row.record, row.get_absolute_url()),
            Number(kind_of(row)),
            Number(row.get_state_display()),
            Number(as_date(row.created_at)),
            Number(between(as_date(row.created_at), today)),
            left_of(row),
        ]
        for row in rows
    ]
    labels = [_("事项"), _("种类"), _("状态"), _("收到日期"), _("已经（工作日）"), _("时限")]
    return Table("slowest", _("还没有办结、等得最久的"), labels, cells, "", _("没有等着办的事项。"))


def kind_of(row):
    if isinstance(row, CreditRecord):
        return pgettext("一条", "信用记录")
    return _("异议") if isinstance(row, Objection) else row.get_kind_display()


def left_of(row):
    limit = next(iter(row.reviews), None) if isinstance(row, CreditRecord) else row.limit
    mark = mark_of(limit) if limit else None
    return Number(mark.words, "", mark.mark) if mark else Number("")


def figures(left, states, approvals):
    """What waits, each number with the list of it."""
    in_review = states.get("in_review", {"all": 0})["all"]
    revisions, looks = approvals
    both = {band: left["repairs"][band] + left["leniency"][band] for band in left["repairs"]}
    return [
        figure(_("待确认记录"), in_review, ngettext("条", "条", in_review), listed("records", state="in_review"), left["records"]),
        figure(_("没有办结的异议"), *cases(left["objections"]["open"]), listed("objections", left="open"), left["objections"]),
        figure(_("没有办结的修复"), *cases(both["open"]), listed("repairs", left="open"), both),
        approval(_("待批准的更正和撤销"), revisions, listed("revisions", state="proposed", origin="office")),
        approval(_("待批准的查档"), looks, listed("queries", state="submitted")),
    ]


def cases(count):
    return count, ngettext("件", "件", count)


def figure(label, count, unit, url, left):
    """Red where one is overdue, yellow where one is due within three working days."""
    soon = left["today"] + left["soon"]
    if not count:
        return Figure(label, 0)
    if left["overdue"]:
        return Figure(label, count, unit, _("%(count)d件逾期") % {"count": left["overdue"]}, url, "bad")
    if soon:
        return Figure(label, count, unit, _("%(count)d件3个工作日内到期") % {"count": soon}, url, "warn")
    return Figure(label, count, unit, _("没有逾期的"), url)


def approval(label, found, url):
    count, unit = cases(found["count"])
    if not count:
        return Figure(label, 0)
    waited = current_calendar().working_days_between(as_date(found["since"]), timezone.localdate())
    note = _("最早一件等了%(amount)s") % {"amount": amount(waited, "working_day")} if waited else _("都是最近提出的")
    return Figure(label, count, unit, note, url)


def tables(user, run, today):
    """{name: what makes the table}: a download makes only its own."""
    made = {
        "left": lambda: left_table(queries.by_time_left(user, today)),
        "states": lambda: states_table(queries.records_by_state(user, today)),
        "taken": lambda: taken_table(queries.time_taken(user, today)),
        "slowest": lambda: slowest_table(queries.open_longest(user), today),
    }
    if run:
        made |= {
            "grades": lambda: grades_table(run, queries.rated(run, user)),
            "dimensions": lambda: dimensions_table(run, queries.rated(run, user)),
            "low": lambda: low_table(run, queries.rated(run, user)),
        }
    return made
