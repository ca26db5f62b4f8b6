"""公示期 and 处分期 worked out by hand (periods.json says how) against the records that the services bring into force."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from credit_records.records.models import CreditRecord

CASES = json.loads((Path(__file__).parent / "periods.json").read_text())
pytestmark = pytest.mark.django_db


def day(text):
    return text and date.fromisoformat(text)


def entered(in_force, on, **words):
    with time_machine.travel(f"{on} 10:00+08:00"):
        return in_force(**{"title": "测试", "happened_on": date(2023, 1, 9)} | words)


def paper(on):
    return {"document_name": "决定书", "document_on": day(on)} if on else {}


@pytest.mark.parametrize("case", CASES["publicity"], ids=lambda case: case["case"])
def test_floor_and_ceiling_of_publicity(case, in_force, people):
    subject = people[case["subject"]].civil_servant if "subject" in case else None
    record = entered(in_force, case["confirmed_on"], code=case["type"], subject=subject, **paper(case["document_on"]))
    ceiling = day(case["ceiling"])
    assert (record.repairable_on, record.period_ends_on) == (day(case["floor"]), ceiling)
    if ceiling:
        assert record.live_period.due_on == ceiling
        stands = [CreditRecord.objects.in_force(on).exists() for on in (ceiling - timedelta(days=1), ceiling)]
        assert stands == [ceiling > record.effective_on, False]


@pytest.mark.parametrize("case", CASES["sanctions"], ids=lambda case: case["case"])
def test_end_of_sanctions(case, in_force, revoke, people):
    person = people["tang"].civil_servant
    records = [entered(in_force, case["entered_on"], code=code, subject=person, **paper(on)) for code, on in case["papers"]]
    for number in case.get("revoked", ()):
        with time_machine.travel(f"{case['entered_on']} 11:00+08:00"):
            revoke(records[number], "不应处分")
    for record, ends in zip(records, map(day, case["ends"]), strict=True):
        record.refresh_from_db()
        assert record.stands is bool(ends)
        if ends:
            assert (record.period_ends_on, record.live_period.due_on) == (ends, ends)
