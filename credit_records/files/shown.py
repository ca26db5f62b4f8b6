"""A file's records as entries of a list, one group a dimension; for staff from records, for the public from public entries."""

from django.utils.translation import gettext as _

from core.pages.parts import Entry, Fact, Mark
from core.pages.words import as_date, day
from credit_records.files.queries import by_dimension
from credit_records.records.shown import state_mark


def groups(records):
    """For templates/credit_records/files/_records.html, from CreditRecords."""
    return entries_by_dimension(records, lambda record: record.type.dimension, record_entry)


def public_groups(entries):
    """The same from PublicEntries."""
    return entries_by_dimension(entries, lambda entry: entry.facts["dimension"]["code"], public_entry)


def entries_by_dimension(rows, dimension_of, as_entry):
    return [(label, [as_entry(row) for row in group]) for label, group in by_dimension(rows, dimension_of)]


def record_entry(record):
    meta = [state_mark(record), record.grade, record.number, until(record.period_ends_on)]
    return Entry(record.title, record.get_absolute_url(), [item for item in meta if item], record.effective_on)


def public_entry(entry):
    meta = [Mark(entry.mark, entry.state_words), entry.facts["grade"], entry.number, until(as_date(entry.facts["public_until"]))]
    return Entry(entry.title, entry.path, [item for item in meta if item], as_date(entry.facts["decided_on"]))


def until(last):
    return _("最长公示到%(day)s") % {"day": day(last)} if last else ""


def identity(file):
    """Who the file is about."""
    if file.civil_servant:
        person = file.civil_servant
        return [
            Fact(_("档案号"), file.number),
            Fact(_("所在单位"), person.agency),
            Fact(_("职务"), person.title),
            Fact(_("建档"), file.opened_on),
        ]
    agency = file.agency
    code = agency.credit_code or _("未登记")
    return [
        Fact(_("档案号"), file.number),
        Fact(_("统一社会信用代码"), code),
        Fact(_("层级"), agency.get_level_display()),
        Fact(_("建档"), file.opened_on),
    ]
