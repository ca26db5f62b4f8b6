"""Every due date that was worked out by hand: ours, and the project's shared ones where they are present."""

import json
from datetime import date
from pathlib import Path

import pytest

from core.deadlines.calculation import due_date
from tests.golden.calendars import shipped_calendar, shipped_rules

HERE = Path(__file__).parent
OWN = HERE / "deadlines.json"
SHARED = HERE.parents[2] / "shared" / "golden" / "deadlines.json"


def cases(path):
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [pytest.param(row, id=f"{row['rule']}-{row['start']}-{number}") for number, row in enumerate(rows)]


def computed(case):
    return due_date(
        start=date.fromisoformat(case["start"]),
        amount=case["amount"],
        unit=case["unit"],
        pauses=tuple((date.fromisoformat(asked), date.fromisoformat(answered)) for asked, answered in case["pauses"]),
        extension=case["extension"],
        runs=shipped_rules()[case["rule"]].get("runs", False),
        calendar=shipped_calendar(),
    )


@pytest.mark.parametrize("case", cases(OWN))
def test_own_case(case):
    computation = computed(case)
    assert computation.due == date.fromisoformat(case["due"]), case["note"]
    assert computation.provisional_years == tuple(case["provisional_years"])


@pytest.mark.skipif(not SHARED.exists(), reason="a clone alone has no shared cases")
@pytest.mark.parametrize("case", cases(SHARED))
def test_shared_case(case):
    assert computed(case).due == date.fromisoformat(case["due"]), case["note"]


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2025-01-20", 20, "working_day", "2025-02-21"),
        ("2025-09-26", 20, "working_day", "2025-10-30"),
        ("2026-02-10", 20, "working_day", "2026-03-16"),
        ("2026-09-18", 7, "working_day", "2026-09-29"),
        ("2024-09-12", 15, "working_day", "2024-10-10"),
        ("2026-02-13", 3, "working_day", "2026-02-25"),
        ("2025-08-03", 60, "calendar_day", "2025-10-09"),
        ("2026-08-05", 60, "calendar_day", "2026-10-08"),
    ],
)
def test_published_vector(start, amount, unit, due):
    computation = due_date(start=date.fromisoformat(start), amount=amount, unit=unit, calendar=shipped_calendar())
    assert computation.due == date.fromisoformat(due)


@pytest.mark.parametrize(("year", "working_days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, working_days):
    assert shipped_calendar().working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days
