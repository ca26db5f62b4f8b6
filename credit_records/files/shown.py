"""A credit file as its pages show it: who it is about, how it stands on a day, its records by dimension, what follows from them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pages.charts import BarChart, Series
from core.pages.parts import Action, Entry, Fact, Figure, Mark
from core.pages.words import as_date, day
from credit_records.files.queries import by_dimension
from credit_records.measures.shown import effect_mark
from credit_records.measures.shown import until as measure_until
from credit_records.objections import shown as objection_shown
from credit_records.objections.queries import objected_by
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.queries import was_open
from credit_records.records.services import is_subject
from credit_records.repair import shown as repair_shown
from credit_records.repair.conditions import repairable_among
from credit_records.repair.services import may_apply

MOST_YEARS = 10
DISHONEST_DEBTOR = "dishonest_debtor"  # the type of a record that a court entered the subject in its list (失信被执行人)


def groups(records, read, offered=None):
    """For templates/credit_records/files/_records.html, from CreditRecords as they read and stood on the day (`read`: their Then).

    `offered`: {record id: [Action]} of what the reader can do about each.
    """
    return entries_by_dimension(
        records,
        lambda record: read.content(record).type.dimension,
        lambda record: record_entry(record, read, (offered or {}).get(record.pk)),
    )


def public_groups(entries):
    """The same from PublicEntries."""
    return entries_by_dimension(entries, lambda entry: entry.facts["dimension"]["code"], public_entry)


def entries_by_dimension(rows, dimension_of, as_entry):
    return [(label, [as_entry(row) for row in group]) for label, group in by_dimension(rows, dimension_of)]


def record_entry(record, read, actions=None):
    """What became of it later is not said of an earlier day; nor is the period, which a correction counts anew."""
    content = read.content(record)
    meta = [state_then(record, read), content.grade, record.number, until(record.period_ends_on) if content is record else ""]
    return Entry(content.title, record.get_absolute_url(), [item for item in meta if item], record.effective_on, actions or ())


def state_then(record, read):
    """The mark that the record had at the end of the day."""
    state = read.state(record)
    kind = "bad" if read.content(record).type.is_bad else "done"
    return Mark("warn" if state == CreditRecord.State.DISPUTED else kind, state.label)


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


def offered(records, file, actor, today):
    """{record id: [Action]} for the subject: to object where it has not yet, to ask for a repair where the conditions are met. Two statements."""
    if not is_subject(file, actor):
        return {}
    objected, repairable = objected_by(records, actor), repairable_among(records, today) if may_apply(file, actor) else set()
    found = {record.pk: [] for record in records}
    for record in records:
        if record.pk not in objected:
            found[record.pk].append(Action(_("提出异议"), reverse("objection_new", args=[record.pk])))
        if record.pk in repairable:
            found[record.pk].append(Action(_("申请修复"), reverse("repair_new", args=[record.pk])))
    return found


def honour_entries(records, read):
    return [honour_entry(record, read.content(record)) for record in records]


def honour_entry(record, content):
    return Entry(content.title, record.get_absolute_url(), [content.document, record.number], record.effective_on)


def objection_entries(objections, read, at):
    """What was decided by the end of the day is said; what was not was being dealt with, whatever its step."""
    return [dispute_entry(one, read, at, _("异议处理中"), objection_shown.state_mark(one), objection_shown.side(one)) for one in objections]


def repair_entries(applications, read, at):
    return [dispute_entry(one, read, at, _("申请办理中"), repair_shown.state_mark(one), one.get_kind_display()) for one in applications]


def dispute_entry(row, read, at, open_words, decided, words):
    is_open = was_open(row, at)
    meta = [Mark("warn", open_words) if is_open else decided, words, row.record.number]
    if not is_open:
        meta.append(_("%(day)s办结") % {"day": day(row.decided_at)})
    return Entry(read.content(row.record).title, row.get_absolute_url(), meta, as_date(row.created_at))


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
