"""The rule catalogue and work calendar that the project ships."""

from datetime import date
from pathlib import Path

from django.db import transaction

from core.reference import insert_missing, read_rows
from core.rules.models import CalendarDay, CalendarYear, Rule

FIXTURES = Path(__file__).parent / "fixtures"


@transaction.atomic
def load_reference():
    """Returns how many rules and years were added. The constraint on overlapping versions also skips one whose dates were moved."""
    rules, years = read_rows(FIXTURES / "rules.json"), read_rows(FIXTURES / "work_calendar.json")
    return {"rules": insert_missing(Rule, rules), "years": load_years(years)}


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
