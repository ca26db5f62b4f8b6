"""The sections of a credit report. What another room has to say is one more Section in SECTIONS.

`read` gives JSON that is kept with the issued paper; printing and comparing use nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.directory.models import Agency
from core.documents.paper import Facts, Heading, Table, Text
from core.pages.words import as_date, day
from credit_records.files.queries import by_dimension, objections_on, public_records, records_in_force, repairs_on, then
from credit_records.measures.queries import measures_in_force
from credit_records.objections.shown import side as objection_side
from credit_records.ratings.queries import rating_of
from credit_records.records.models import CreditFile, CreditRecord, RecordType
from credit_records.records.queries import was_open
from credit_records.reports.queries import in_effect_on

State = CreditRecord.State


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
        return [from_public(entry) for entry in in_effect_on(public_records(reading.agency), reading.at)]
    records, read = standing_then(reading)
    return [from_record(record, read) for record in records]


def standing_then(reading):
    """The records that stood at the end of the day and that the reader may see, and how they read."""
    records = records_in_force(reading.file, reading.at).visible_to(reading.user)
    return records, then(records, reading.at)


def from_record(record, read):
    content = read.content(record)
    return {
        "state": str(read.state(record)),
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
        "state": public_state(entry),
        "number": entry.number,
        "title": entry.title,
        "polarity": facts["polarity"],
        "dimension": facts["dimension"]["code"],
        "grade": facts["grade"],
        "document": facts["document"],
        "effective_on": facts["effective_on"],
    }


def public_state(entry):
    if entry.mark == "warn":
        return str(State.DISPUTED)
    return str(State.CORRECTED if entry.facts["version"] > 1 else State.IN_FORCE)


def record_blocks(data):
    good = sum(record["polarity"] == RecordType.Polarity.GOOD for record in data)
    words = _("守信记录%(good)d条，失信记录%(bad)d条。") % {"good": good, "bad": len(data) - good}
    blocks = [Text(words)]
    for label, records in by_dimension(data, lambda record: record["dimension"]):
        blocks += [Heading(_("%(dimension)s维度") % {"dimension": label}, level=2), record_table(records)]
    return blocks


def record_table(records):
    head = (_("编号"), _("事项"), _("程度、状态"), _("生效日期"))
    rows = [(record["number"], titled(record), graded(record), day(as_date(record["effective_on"]))) for record in records]
    return Table(head, tuple(rows), (4, 6.8, 2.6, 3.4))


def graded(record):
    """一般失信, and below it 异议处理中 or 已更正. Earlier papers say no state."""
    state = record.get("state", State.IN_FORCE)
    return record["grade"] if state == State.IN_FORCE else f"{record['grade']}\n{State(state).label}"


def titled(record):
    return f"{record['title']}\n{record['document']}" if record["document"] else record["title"]


def record_changes(then, now):
    """By number only: whoever holds the paper can read there what it is about."""
    before, after = ({record["number"]: record for record in rows} for rows in (then, now))
    gone = [_("%(number)s已不再列入（期满、修复或者撤销）。") % {"number": number} for number in before if number not in after]
    new = [_("新列入%(number)s。") % {"number": number} for number in after if number not in before]
    kept = [(number, before[number], after[number]) for number in before if number in after]
    return gone + new + [words for number, was, now in kept if (words := record_change(number, was, now))]


def record_change(number, was, now):
    """Compared in what the paper says: earlier ones say less."""
    differing = {name for name in was if was[name] != now[name]}
    if differing - {"state"}:
        return _("%(number)s有更正。") % {"number": number}
    return _("%(number)s现在是“%(state)s”。") % {"number": number, "state": State(now["state"]).label} if differing else ""


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


def read_objections(reading):
    return read_disputes(objections_on(reading.file, reading.at, reading.user), reading, objection_side)


def read_repairs(reading):
    return read_disputes(repairs_on(reading.file, reading.at, reading.user), reading, lambda one: one.get_kind_display())


def read_disputes(rows, reading, words):
    """Each with its outcome, if it was decided by the end of the day; empty where it was still open."""
    return [
        {
            "key": row.pk,
            "record": row.record.number,
            "words": str(words(row)),
            "filed_on": timezone.localdate(row.created_at).isoformat(),
            "result": "" if was_open(row, reading.at) else str(row.get_state_display()),
            "decided_on": "" if was_open(row, reading.at) else timezone.localdate(row.decided_at).isoformat(),
        }
        for row in rows
    ]


def objection_blocks(data):
    return dispute_blocks(data, _("没有异议。"), _("提出异议"))


def repair_blocks(data):
    return dispute_blocks(data, _("没有修复申请。"), _("申请事项"))


def dispute_blocks(data, nothing, what):
    if not data:
        return [Text(nothing)]
    rows = [(one["record"], one["words"], day(as_date(one["filed_on"])), result_words(one)) for one in data]
    return [Table((_("所涉记录"), what, _("提出日期"), _("结果")), tuple(rows), (3.6, 3.6, 3.4, 4.4))]


def result_words(one):
    return f"{one['result']}\n{day(as_date(one['decided_on']))}" if one["result"] else _("办理中")


def objection_changes(before, after):
    return dispute_changes(before, after, _("对%(record)s的异议：%(result)s。"), _("对%(record)s有新的异议。"))


def repair_changes(before, after):
    return dispute_changes(before, after, _("%(record)s的修复申请：%(result)s。"), _("%(record)s有新的修复申请。"))


def dispute_changes(before, after, decided, filed):
    known = {one["key"]: one for one in before}
    said = [decided % one for one in after if one["key"] in known and known[one["key"]]["result"] != one["result"]]
    return said + [filed % one for one in after if one["key"] not in known]


SECTIONS = (
    Section("identity", gettext_lazy("基本情况"), read_identity, identity_blocks, identity_changes),
    Section("records", gettext_lazy("信用记录"), read_records, record_blocks, record_changes),
    Section("rating", gettext_lazy("信用评价"), read_rating, rating_blocks, rating_changes, for_public=False),
    Section("measures", gettext_lazy("正在执行的措施"), read_measures, measure_blocks, measure_changes, for_public=False),
    Section("objections", gettext_lazy("异议"), read_objections, objection_blocks, objection_changes, for_public=False),
    Section("repairs", gettext_lazy("修复"), read_repairs, repair_blocks, repair_changes, for_public=False),
)


def read_all(reading):
    return {section.code: section.read(reading) for section in SECTIONS if section.for_public or not reading.is_public}


def changes_since(then, now):
    """Sentences of all sections that the paper has."""
    return [words for section in SECTIONS if section.code in then for words in section.changes(then[section.code], now[section.code])]
