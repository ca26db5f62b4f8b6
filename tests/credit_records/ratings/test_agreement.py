"""X2: whatever the records and the rule set, the portal and the citizen's own machine come to the same scores."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credit_records.ratings import formula
from credit_records.ratings.reference import write_rule_set
from credit_records.records.models import CreditRecord, RecordType
from tests.credit_records.ratings.building import put
from tests.credit_records.ratings.script import load, recomputed

pytestmark = pytest.mark.django_db
days = st.dates(date(2023, 12, 1), date(2026, 12, 31))
points = st.integers(0, 4000).map(lambda hundredths: f"{Decimal(hundredths) / 100:.2f}")
TYPES = ("payment_default", "judgment_not_performed", "commended", "kept_early", "held_accountable", "decision_procedure_broken")
DIMENSIONS = tuple(RecordType.Dimension.values)


@st.composite
def rule_sets(draw):
    cuts = sorted(draw(st.lists(st.integers(0, 10000), min_size=4, max_size=4)))
    weights = [high - low for low, high in zip([0, *cuts], [*cuts, 10000], strict=True)]
    ends = [sorted(draw(st.lists(st.integers(0, 10000), min_size=3, max_size=3))) for _ in DIMENSIONS]
    decay = draw(st.dictionaries(st.integers(1, 40), st.integers(0, 100), max_size=4)) | {0: draw(st.integers(0, 100))}
    lowest = draw(st.sets(st.integers(1, 10000), max_size=4)) | {0}
    own = draw(st.dictionaries(st.sampled_from(TYPES), points, max_size=4))
    kinds = {type.code: type for type in RecordType.objects.filter(code__in=TYPES)}
    usual = (("good", ""), ("bad", "minor"), ("bad", "ordinary"), ("bad", "serious"))
    return {
        "number": 99,
        "title": "任意",
        "basis": "测试",
        "effective_from": date(2020, 1, 1),
        "most_per_type": draw(points),
        "dimensions": {
            name: {
                "weight": Decimal(weight) / 100,
                "floor": Decimal(low) / 100,
                "base": Decimal(base) / 100,
                "ceiling": Decimal(high) / 100,
                "most_bonus": draw(points),
            }
            for name, weight, (low, base, high) in zip(DIMENSIONS, weights, ends, strict=True)
        },
        "points": [{"type": None, "polarity": polarity, "severity": severity, "points": draw(points)} for polarity, severity in usual]
        + [
            {"type": code, "polarity": kinds[code].polarity, "severity": kinds[code].severity, "points": value}
            for code, value in own.items()
        ],
        "decay": [{"from_month": month, "percent": percent} for month, percent in decay.items()],
        "grades": [{"grade": str(number), "lowest": Decimal(value) / 100} for number, value in enumerate(lowest)],
    }


records = st.lists(st.fixed_dictionaries({"type": st.sampled_from(TYPES), "effective_on": days.map(str)}), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=records, at=days, data=st.data())
def test_sql_and_script_agree(file, people, rows, at, data):
    with transaction.atomic():
        rule_set = write_rule_set(data.draw(rule_sets()))
        put(file, people, rows)
        (found,) = formula.scores_under(rule_set, at, [file])
        expected = {name: found[name] for name in DIMENSIONS}, found["score"], found["grade"]
        assert recomputed(rule_set, at, [file])[file.pk] == expected
        transaction.set_rollback(True)


@st.composite
def lives(draw):
    """A record that may have been corrected once, ended, or whose period is over. Nothing is corrected on a day to come."""
    effective = draw(st.dates(date(2024, 6, 1), date(2025, 12, 31)))
    corrected = draw(st.none() | st.integers(1, 300).map(lambda more: effective + timedelta(days=more)))
    ended = draw(st.none() | st.integers(0, 200).map(lambda more: (corrected or effective) + timedelta(days=more)))
    period = draw(st.none() | st.integers(0, 400).map(lambda more: effective + timedelta(days=more)))
    versions = [("judgment_not_performed", f"{effective} 09:00", f"{corrected} 12:00")] if corrected else []
    days = {"effective_on": effective, "ended_on": ended, "period_ends_on": period}
    return {"type": "payment_default", "versions": versions} | {name: str(day) for name, day in days.items() if day}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(lives(), min_size=1, max_size=8), at=st.dates(date(2024, 6, 1), date(2026, 12, 31)))
def test_the_file_and_the_rating_hold_the_same_records_on_any_day(file, people, rule_set, rows, at):
    with transaction.atomic():
        put(file, people, rows)
        standing = set(CreditRecord.objects.in_force(at).filter(file=file).values_list("pk", flat=True))
        assert {line["record_id"] for line in formula.lines_under(rule_set.pk, at, [file.pk])} == standing
        transaction.set_rollback(True)


@given(began=days, months=st.integers(0, 40), more=st.integers(-2, 2))
def test_the_script_counts_months_as_the_calendar_does(began, months, more):
    """A month is whole on the day on which PostgreSQL adds it, too: the same day, or the last one of a shorter month."""
    year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    day = date(year, month + 1, min(began.day, last)) + timedelta(days=more)
    counted = load().whole_months(began, day)
    assert (counted >= months) == (more >= 0)
