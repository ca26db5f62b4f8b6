"""Ratings worked out by hand (ratings.json says how) against the formula: by SQL in the portal, by Python on the citizen's own machine."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from credit_records.ratings import formula
from credit_records.ratings.reference import FIXTURE, write_rule_set
from credit_records.records.models import CreditFile
from tests.credit_records.ratings.building import day, put
from tests.credit_records.ratings.script import recomputed

CASES = json.loads((Path(__file__).parent / "ratings.json").read_text())
BASE = Decimal(85)
pytestmark = pytest.mark.django_db


def rules_of(case):
    """The shipped rule set with what the case changes in it."""
    row, changes = json.loads(FIXTURE.read_text()) | {"number": 99}, case.get("rules", {})
    for dimension, rule in row["dimensions"].items():
        rule |= changes.get("dimensions", {}).get(dimension, {})
    for rule in row["points"]:
        if rule["type"] is None:
            rule["points"] = changes.get("points", {}).get(f"{rule['polarity']} {rule['severity']}".strip(), rule["points"])
    return write_rule_set(row)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_out_by_hand(case, agencies, people):
    subject = {"civil_servant": people[case["subject"]].civil_servant} if "subject" in case else {"agency": agencies["市住建局"]}
    file, rules, at = CreditFile.objects.create(**subject), rules_of(case), day(case["at"])
    put(file, people, case["records"])
    expected = dict.fromkeys(formula.DIMENSIONS, BASE) | {name: Decimal(value) for name, value in case.get("dimensions", {}).items()}
    (found,) = formula.scores_under(rules, at, [file])
    assert ({name: found[name] for name in expected}, found["score"], found["grade"]) == (expected, Decimal(case["score"]), case["grade"])
    assert recomputed(rules, at, [file])[file.pk] == (expected, Decimal(case["score"]), case["grade"])
