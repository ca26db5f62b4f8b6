"""The sections of a credit report. What another room has to say is one more Section in SECTIONS.

`read` gives JSON that is kept with the issued paper; printing and comparing use nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.documents.pdf.paper import Facts, Heading, Table, Text
from core.pages.words import as_date, day
from credit_records.files.queries import by_dimension, public_records, records_in_force
from credit_records.measures.queries import measures_in_force
from credit_records.ratings.queries import rating_of
from credit_records.records.models import CreditFile, RecordType
from credit_records.records.queries import versions_on


@dataclass(frozen=True)
class Reading:
    """What a report is made from: the file (none where nothing was ever recorded), the day, and who asks; nobody for the public version."""

    file: CreditFile | None
    agency: Agency | None
    at: date
    user: Any = None

    @property
    def is_public(self):
        return self.user is None


@dataclass(frozen=True)
class Section:
    """`read(reading)`: JSON. `blocks(data)`: how it is printed. `changes(then, now)`: sentences on what is different."""

    code: str
    title: Any
    read: Callable
    blocks: Callable
    changes: Callable
    for_public: bool = True


def read_identity(reading):
    if reading.agency:
        agency = reading.agency
        return [
            [_("名称"), agency.name],
            [_("统一社会信用代码"), agency.credit_code or _("未登记")],
            [_("层级"), str(agency.get_level_display())],
        ]
    person = reading.file.civil_servant
    return [
        [_("姓名"), person.name],
        [_("身份证号"), person.masked_identity_number or _("未登记")],
        [_("所在单位"), person.agency.name],
        [_("职务"), person.title],
    ]


def identity_blocks(data):
    return [Facts(tuple(map(tuple, data)))]


def identity_changes(then, now):
    known = dict(now)
    return [_("“%(label)s”有变化。") % {"label": label} for label, words in then if known.get(label) != words]


def read_records(reading):
    """The records that stood at the end of the day, as they read then; of the public version what is public now."""
    if reading.is_public:
        return [from_public(entry) for entry in public_records(reading.agency)]
    records = list(records_in_force(reading.file, reading.at).visible_to(reading.user)) if reading.file else []
    earlier = versions_on(records, reading.at)
    return [from_record(record, earlier.get(record.pk, record)) for record in records]


def from_record(record, content):
    return {
        "number": record.number,
        "title": content.title,
        "polarity": content.type.polarity,
        "dimension": content.type.dimension,
        "grade": str(content.grade),
        "document": content.document,
        "effective_on": record.effective_on.isoformat(),
    }


def from_public(entry):
    facts = entry.facts
    return {
        "number": entry.number,
        "title": entry.title,
        "polarity": facts["polarity"],
        "dimension": facts["dimension"]["code"],
        "grade": facts["grade"],
        "document": facts["document"],
        "effective_on": facts["effective_on"],
    }


def record_blocks(data):
    good = sum(record["polarity"] == RecordType.Polarity.GOOD for record in data)
    words = _("守信记录%(good)d条，失信记录%(bad)d条。") % {"good": good, "bad": len(data) - good}
    blocks = [Text(words)]
    for label, records in by_dimension(data, lambda record: record["dimension"]):
        blocks += [Heading(_("%(dimension)s维度") % {"dimension": label}, level=2), record_table(records)]
    return blocks


def record_table(records):
    head = (_("编号"), _("事项"), _("程度"), _("生效日期"))
    rows = [(record["number"], titled(record), record["grade"], day(as_date(record["effective_on"]))) for record in records]
    return Table(head, tuple(rows), (4, 7, 2.2, 3.4))


def titled(record):
    return f"{record['title']}\n{record['document']}" if record["document"] else record["title"]


def record_changes(then, now):
    """By number only: whoever holds the paper can read there what it is about."""
    before, after = ({record["number"]: record for record in rows} for rows in (then, now))
    gone = [_("%(number)s已不再列入（期满、修复或者撤销）。") % {"number": number} for number in before if number not in after]
    new = [_("新列入%(number)s。") % {"number": number} for number in after if number not in before]
    changed = [_("%(number)s有更正。") % {"number": number} for number in before if number in after and before[number] != after[number]]
    return gone + new + changed


def read_rating(reading):
    """The newest official rating known for the day; empty where there is none yet."""
    found = rating_of(reading.file, reading.at)
    return {"period": found.run.period, "score": str(found.score), "grade": found.grade} if found else {}


def rating_blocks(data):
    return [Text(_("%(period)s评价：%(score)s分，%(grade)s级。") % data if data else _("还没有评价。"))]


def rating_changes(then, now):
    return [] if then == now else [_("评价有更新。")]


def read_measures(reading):
    measures = measures_in_force(reading.file, reading.at).visible_to(reading.user)
    return [
        {"name": one.type.name, "basis": one.type.legal_basis, "record": one.record.number, "began": one.started_on.isoformat()}
        for one in measures
    ]


def measure_blocks(data):
    if not data:
        return [Text(_("没有正在执行的措施。"))]
    rows = [(one["name"], one["basis"], one["record"], day(as_date(one["began"]))) for one in data]
    return [Table((_("措施"), _("依据"), _("所依据的记录"), _("起始日期")), tuple(rows), (4, 5, 3.6, 3.4))]


def measure_changes(then, now):
    before, after = ({(one["name"], one["record"]) for one in rows} for rows in (then, now))
    gone = [_("措施“%(name)s”已经解除。") % {"name": name} for name, _record in sorted(before - after)]
    return gone + [_("新增措施“%(name)s”。") % {"name": name} for name, _record in sorted(after - before)]


SECTIONS = (
    Section("identity", gettext_lazy("基本情况"), read_identity, identity_blocks, identity_changes),
    Section("records", gettext_lazy("信用记录"), read_records, record_blocks, record_changes),
    Section("rating", gettext_lazy("信用评价"), read_rating, rating_blocks, rating_changes, for_public=False),
    Section("measures", gettext_lazy("正在执行的措施"), read_measures, measure_blocks, measure_changes, for_public=False),
)


def read_all(reading):
    return {section.code: section.read(reading) for section in SECTIONS if section.for_public or not reading.is_public}


def changes_since(then, now):
    """Sentences of all sections that the paper has."""
    return [words for section in SECTIONS if section.code in then for words in section.changes(then[section.code], now[section.code])]
