"""The shipped rule set, approved by 市信用办; records of 市住建局; October 2026 is over."""

from datetime import date

import pytest
import time_machine

from core.accounts.actor import Actor
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.reference import load_rule_set
from credit_records.ratings.services.rule_sets import approve_rule_set, submit_rule_set
from credit_records.ratings.services.runs import rate_period, try_rule_set
from credit_records.records.models import CreditFile
from tests.credit_records.ratings.building import put

TODAY = "2026-11-24 10:00+08:00"
SYSTEM = Actor.system("ratings")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield date(2026, 11, 24)


@pytest.fixture
def rule_set(db):
    """The shipped rule set, a draft."""
    load_rule_set()
    return RatingRuleSet.objects.get()


@pytest.fixture
def file(agencies):
    """The file of 市住建局."""
    return CreditFile.objects.create(agency=agencies["市住建局"])


@pytest.fixture
def approve(actor):
    """approve(rule_set): submitted by ye, tried by ye, approved by meng."""

    def through(rule_set):
        submit_rule_set(rule_set=rule_set, by=actor("ye"))
        run = try_rule_set(rule_set=rule_set, by=actor("ye"))
        return approve_rule_set(rule_set=rule_set, by=actor("meng"), reason="试算结果合理", what_if=run.pk)

    return through


@pytest.fixture
def approved(approve, rule_set):
    return approve(rule_set)


@pytest.fixture
def october(approved, file, people):
    """The official rating of October 2026: 市住建局 with one payment default, everybody else with nothing."""
    put(file, people, [{"type": "payment_default", "effective_on": "2026-03-02"}])
    return rate_period(period="2026-10", by=SYSTEM)
