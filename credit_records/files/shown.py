"""A credit file as its pages show it: who it is about, how it stands on a day, its records by dimension, what follows from them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pages.charts import BarChart, Series
from core.pages.parts import Entry, Fact, Figure, Mark
from core.pages.words import as_date, day
from credit_records.files.queries import by_dimension
from credit_records.measures.shown import effect_mark
from credit_records.measures.shown import until as measure_until
from credit_records.records.models import RecordType
from credit_records.records.queries import versions_on
from credit_records.records.shown import state_mark

MOST_YEARS = 10
DISHONEST_DEBTOR = "dishonest_debtor"  # the type of a record that a court entered the subject in its list (失信被执行人)


def groups(records, at=None):
    """For templates/credit_records/files/_records.html, from CreditRecords; with `at`, as they read at the end of that day."""
    earlier = versions_on(records, at) if at else {}
    rows = [(record, earlier.get(record.pk, record)) for record in records]
    return entries_by_dimension(rows, lambda row: row[1].type.dimension, lambda row: record_entry(*row, at))


def public_groups(entries):
    """The same from PublicEntries."""
    return entries_by_dimension(entries, lambda entry: entry.facts["dimension"]["code"], public_entry)


def entries_by_dimension(rows, dimension_of, as_entry):
    return [(label, [as_entry(row) for row in group]) for label, group in by_dimension(rows, dimension_of)]


def record_entry(record, content, at=None):
    """`content`: the record itself, or the earlier version that it was on the day. What became of it later is not said of an earlier day."""
    state = "" if at and at < timezone.localdate() else state_mark(record)
    meta = [state, content.grade, record.number, until(record.period_ends_on)]
    return Entry(content.title, record.get_absolute_url(), [item for item in meta if item], record.effective_on)


def public_entry(entry):
    meta = [Mark(entry.mark, entry.state_words), entry.facts["grade"], entry.number, until(as_date(entry.facts["public_until"]))]
    return Entry(entry.title, entry.path, [item for item in meta if item], as_date(entry.facts["decided_on"]))


def until(last):
    return _("最长到%(day)s") % {"day": day(last)} if last else ""


def identity(file):
    """Who the file is about."""
    if file.civil_servant:
        person = file.civil_servant
        return [
            Fact(_("档案号"), file.number),
            Fact(_("所在单位"), person.agency),
            Fact(_("职务"), person.title, _("%(day)s任职") % {"day": day(person.entered_on)} if person.entered_on else ""),
            Fact(_("身份证号"), person.masked_identity_number or _("未登记")),
        ]
    agency = file.agency
    return [
        Fact(_("档案号"), file.number, _("%(day)s建档") % {"day": day(file.opened_on)}),
        Fact(_("统一社会信用代码"), agency.credit_code or _("未登记")),
        Fact(_("层级"), agency.get_level_display()),
        Fact(_("主要负责人"), agency.head.civil_servant if agency.head else _("未登记")),
    ]


def figures(file, standing, measures, rating):
    """How it stands on the day: four numbers that open what is behind them. `measures`: how many are in force."""
    bad, good = ngettext("条", "条", standing.bad), ngettext("条", "条", standing.good)
    enforcement = standing.types.get(DISHONEST_DEBTOR)
    found = [
        Figure(_("失信记录"), standing.bad, bad, url="#records", mark="bad" if standing.bad else ""),
        Figure(_("守信记录"), standing.good, good, url="#records", mark="done" if standing.good else ""),
        Figure(_("正在执行的措施"), measures, ngettext("项", "项", measures), url="#measures", mark="warn" if measures else ""),
        Figure(_("司法执行"), _("被列入") if enforcement else _("未列入"), note=_("失信被执行人名单"), mark="bad" if enforcement else ""),
    ]
    if rating:
        words = _("%(period)s，%(score)s分") % {"period": rating.run.period, "score": rating.score}
        found.insert(0, Figure(_("信用等级"), rating.grade, note=words, url=rating.get_absolute_url()))
    return found


def years_chart(standing, at):
    """Bars of the records that stand, by the year in which they came into force; None where there is none."""
    years = sorted({year for year, _polarity in standing.years})
    if not years:
        return None
    years = range(max(years[0], at.year - MOST_YEARS + 1), at.year + 1)
    bad, good = RecordType.Polarity.BAD, RecordType.Polarity.GOOD
    series = [Series(str(bad.label), "bad"), Series(str(good.label), "done")]
    rows = [(str(year), [standing.years.get((year, polarity), 0) for polarity in (bad, good)]) for year in years]
    return BarChart(_("这一天有效的记录，按生效年份"), _("生效年份"), series, rows)


def measure_entries(measures):
    return [
        Entry(
            measure.type.name,
            measure.get_absolute_url(),
            [effect_mark(measure), measure.type.legal_basis, measure.record.number, measure_until(measure)],
            measure.started_on,
        )
        for measure in measures
    ]


def rating_entries(ratings):
    return [Entry(_("%(period)s：%(grade)s") % {"period": rating.run.period, "grade": rating.grade}, rating.get_absolute_url(),
                  [_("%(score)s分") % {"score": rating.score}], rating.run.as_of) for rating in ratings]  # fmt: skip


def more_links(file, standing):
    """Pairs of a dimension's name with its number, and the list of all its records."""
    order = RecordType.Dimension
    return [
        (_("%(dimension)s维度全部%(count)d条") % {"dimension": order(code).label, "count": standing.dimensions[code]}, list_url(file, code))
        for code in order.values
        if standing.dimensions.get(code)
    ]


def list_url(file, dimension):
    return f"{reverse('records')}?file={file.pk}&dimension={dimension}"
