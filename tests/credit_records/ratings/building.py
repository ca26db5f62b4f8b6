"""Records as they stand in the database, of any day: what the formula reads. How they come about is the business of their own tests."""

from datetime import date

import pgtrigger
from django.utils import timezone

from credit_records.records.models import CreditRecord, RecordType, RecordVersion

GUARD = "credit_records.CreditRecord:state_guard"


def day(text):
    return date.fromisoformat(text)


def moment(text):
    """2026-10-05 12:00 in local time."""
    return timezone.make_aware(timezone.datetime.fromisoformat(text))


def put(file, people, rows):
    """Write settled records about the file. A row: type's code, effective_on, and ended_on, period_ends_on, versions where it has them.

    `versions`: earlier ones as (type's code, from, to).
    """
    types = {type.code: type for type in RecordType.objects.all()}
    before = CreditRecord.objects.count()
    records = [record_of(file, people, types, before + number, **row) for number, row in enumerate(rows, start=1)]
    with pgtrigger.ignore(GUARD):
        records = CreditRecord.objects.bulk_create(records)
    for record, row in zip(records, rows, strict=True):
        for number, (code, began, ended) in enumerate(row.get("versions", ()), start=1):
            put_version(record, types[code], number, began, ended, people)
    return records


def record_of(file, people, types, number, *, type, effective_on, severity=None, ended_on=None, period_ends_on=None, versions=()):
    return CreditRecord(
        file=file,
        type=types[type],
        severity=types[type].severity if severity is None else severity,
        number=f"信录〔2020〕{number}号",
        title="测评用记录",
        facts="事实",
        basis="依据",
        reason="属实",
        happened_on=day("2020-01-01"),
        agency_id=people["ye"].civil_servant.agency_id,
        created_by=people["su"],
        confirmed_by=people["ye"],
        decided_at=timezone.now(),
        version_began_at=timezone.now(),
        effective_on=day(effective_on),
        ended_on=ended_on and day(ended_on),
        period_ends_on=period_ends_on and day(period_ends_on),
        state="revoked" if ended_on else "in_force",
    )


def put_version(record, type, number, began, ended, people):
    RecordVersion.objects.create(
        record=record,
        type=type,
        severity=type.severity,
        number=number,
        title=record.title,
        facts=record.facts,
        basis=record.basis,
        happened_on=record.happened_on,
        began_at=moment(began),
        ended_at=moment(ended),
        replaced_by=people["ye"],
        reason="更正",
    )
