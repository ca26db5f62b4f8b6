"""The rule catalogue and work calendar that the project ships, as facts in JSON: loaded once, then the administrator's own."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from core.rules.models import CalendarDay, CalendarYear, Rule

FIXTURES = Path(__file__).parent / "fixtures"


def read_fixture(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_reference():
    """Insert the shipped rules and calendar years that are missing; a row that is there stays as its administrator left it.

    Returns how many rules and years were added.
    """
    return {"rules": load_rules(read_fixture("rules.json")), "years": load_years(read_fixture("work_calendar.json"))}


def load_rules(rows):
    before = Rule.objects.count()
    # the constraint on overlapping versions also skips a version whose dates an administrator has moved
    Rule.objects.bulk_create([Rule(**row) for row in rows], ignore_conflicts=True)
    return Rule.objects.count() - before


def load_years(years):
    present = set(CalendarYear.objects.values_list("year", flat=True))
    missing = [row for row in years if row["year"] not in present]
    CalendarYear.objects.bulk_create(CalendarYear(year=row["year"], official=row["official"], source=row["source"]) for row in missing)
    CalendarDay.objects.bulk_create(day for row in missing for day in special_days(row))
    return len(missing)


def special_days(row):
    for worked, names in ((False, row["holidays"]), (True, row["workdays"])):
        for day, name in names.items():
            yield CalendarDay(date=date.fromisoformat(day), year_id=row["year"], is_working_day=worked, name=name)
