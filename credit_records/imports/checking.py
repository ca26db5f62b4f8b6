"""Rows of a sheet against the rules, the directory, one another and the records that are there. A chunk at a time, in a fixed number of statements."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext as _

from core.directory.models import Agency
from core.errors import DomainError
from credit_records.imports.columns import columns
from credit_records.imports.subjects import Subjects
from credit_records.records.models import CreditRecord
from credit_records.records.services.content import checked_content

CHUNK = 2000
WORDS = ("title", "facts", "basis", "document_name", "document_number")
CONTENT = ("type", "severity", "title", "facts", "happened_on", "basis", "document_name", "document_number", "document_on")


@dataclass(slots=True)
class Checked:
    """A row after the check: with `content` it can become a record of `subject`; `known` says where its record is already."""

    row: object
    subject: object = None
    content: dict | None = None
    fingerprint: str = ""
    known: str = ""

    @property
    def is_bad(self):
        return bool(self.row.problems)

    @property
    def is_good(self):
        return not (self.known or self.row.problems)

    @property
    def paper(self):
        """What may be recorded only once: one document decides one thing of one kind about one subject. None where no document has a number."""
        number = self.content["document_number"]
        return (subject_key(self.subject), self.content["type"].pk, number) if number else None


def subject_key(subject):
    return f"agency:{subject.pk}" if isinstance(subject, Agency) else f"person:{subject.pk}"


def fingerprint(subject, content):
    """The same for the same content about the same subject, however the sheet was saved."""
    values = [content[name] if name in WORDS else str(content[name]) for name in CONTENT if name != "type"]
    return hashlib.sha256(json.dumps([subject_key(subject), content["type"].code, *values], ensure_ascii=False).encode()).hexdigest()


class Checker:
    """`for checked in Checker(by).check(sheet)`: every row of the sheet, in order."""

    def __init__(self, by):
        self.subjects = Subjects(by)
        self.headers = {column.name: str(column.header) for column in columns()}
        self.rows_of, self.papers = {}, {}  # what earlier rows held: {fingerprint: row number}, {paper: (fingerprint, row number)}

    def check(self, sheet):
        rows = iter(sheet)
        while chunk := list(islice(rows, CHUNK)):
            yield from self.check_chunk(chunk)

    def check_chunk(self, rows):
        self.subjects.prepare(rows)
        checked = [self.read(row) for row in rows]
        whole = [one for one in checked if not one.is_bad]
        for one in whole:
            self.compare_with_earlier_rows(one)
        self.compare_with_records([one for one in whole if one.is_good])
        return checked

    def read(self, row):
        """The row by itself, once every cell of it could be read."""
        checked = Checked(row)
        if row.problems:
            return checked
        try:
            checked.subject = self.subjects.find(row.values)
            checked.content = checked_content(subject=checked.subject, **{name: row.values.get(name, "") for name in WORDS}, **rest(row))
            checked.fingerprint = fingerprint(checked.subject, checked.content)
        except DomainError as error:
            row.refuse(self.headers.get(error.data.get("field"), _("整行")), error.message.rstrip("。"))
        return checked

    def compare_with_earlier_rows(self, one):
        if earlier := self.rows_of.get(one.fingerprint):
            one.known = _("和第%(row)d行相同") % {"row": earlier}
            return
        self.rows_of[one.fingerprint] = one.row.number
        if one.paper:
            first, number = self.papers.setdefault(one.paper, (one.fingerprint, one.row.number))
            if first != one.fingerprint:
                one.row.refuse(
                    self.headers["document_number"], _("和第%(row)d行是同一文号、对象和类型，内容却不同，请核对哪一行对") % {"row": number}
                )

    def compare_with_records(self, checked):
        """With all records but those that were dismissed: in two statements."""
        there = CreditRecord.objects.exclude(state="dismissed").select_related("type", "file__agency", "file__civil_servant")
        prints = {one.fingerprint for one in checked}
        known = {record.fingerprint: record for record in there.filter(fingerprint__in=prints).exclude(fingerprint="")}
        papers = defaultdict(list)
        for record in there.filter(~Q(document_number=""), document_number__in={one.paper[2] for one in checked if one.paper}):
            papers[subject_key(record.file.subject), record.type_id, record.document_number].append(record)
        for one in checked:
            if record := known.get(one.fingerprint):
                one.known = there_already(record)
            elif one.paper:
                self.compare_with_papers(one, papers[one.paper])

    def compare_with_papers(self, one, records):
        """Also with records that were entered by hand."""
        for record in records:
            if fingerprint(record.file.subject, {name: getattr(record, name) for name in CONTENT}) == one.fingerprint:
                one.known = there_already(record)
                return
        if records:
            words = _("同一文号、对象和类型已有一条记录（%(number)s），内容不同。要改的请申请更正") % {"number": named(records[0])}
            one.row.refuse(self.headers["document_number"], words)


def rest(row):
    return {name: row.values.get(name) for name in ("type", "happened_on", "document_on", "severity")}


def there_already(record):
    return _("已有这条记录（%(number)s）") % {"number": named(record)}


def named(record):
    return record.number or f"{record.get_state_display()}，{record.title[:30]}"
