"""The shipped work calendar and rule catalogue, read without a database."""

from datetime import date
from functools import cache

from core.deadlines.calculation import Calendar
from core.reference import read_rows
from core.rules.reference import FIXTURES


@cache
def shipped_calendar():
    years = read_rows(FIXTURES / "work_calendar.json")
    return Calendar(
        holidays=_names(years, "holidays"),
        workdays=_names(years, "workdays"),
        official_years=frozenset(year["year"] for year in years if year["official"]),
    )


@cache
def shipped_rules():
    return {rule["code"]: rule for rule in read_rows(FIXTURES / "rules.json")}


def _names(years, kind):
    return {date.fromisoformat(day): name for year in years for day, name in year[kind].items()}
