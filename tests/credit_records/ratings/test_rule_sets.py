"""The rule set is data that one person can't bring into force alone, and that nobody changes afterwards."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import DomainError
from credit_records.ratings.content import hash_of
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.services.rule_sets import approve_rule_set, copy_rule_set, send_back_rule_set, submit_rule_set
from credit_records.ratings.services.runs import rate_period, try_rule_set
from tests.credit_records.ratings.conftest import SYSTEM

pytestmark = pytest.mark.django_db


def refused(code, function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    assert caught.value.code == code
    return caught.value.message


def refused_by_the_database(statement, *parameters):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_shipped_one_is_a_whole_draft_without_legal_basis(rule_set):
    assert (rule_set.state, rule_set.verification, rule_set.gaps()) == ("draft", "none", [])


def test_who_submitted_it_does_not_approve_it(rule_set, actor):
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    run = try_rule_set(rule_set=rule_set, by=actor("meng"))
    refused("refused", approve_rule_set, rule_set=rule_set, by=actor("ye"), reason="好", what_if=run.pk)


def test_who_edited_it_last_does_not_approve_it(rule_set, actor):
    RatingRuleSet.objects.filter(pk=rule_set.pk).update(edited_by=actor("meng").user)
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    run = try_rule_set(rule_set=rule_set, by=actor("ye"))
    refused("refused", approve_rule_set, rule_set=rule_set, by=actor("meng"), reason="好", what_if=run.pk)


def test_the_database_knows_that_too(rule_set, actor):
    statement = "UPDATE credit_records_ratingruleset SET edited_by_id = %s, approved_by_id = %s"
    refused_by_the_database(statement, actor("ye").user.pk, actor("ye").user.pk)


def test_nobody_approves_without_a_what_if(rule_set, actor):
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    refused("no_what_if", approve_rule_set, rule_set=rule_set, by=actor("meng"), reason="好")


def test_nobody_approves_what_was_changed_after_the_what_if(rule_set, actor):
    run = try_rule_set(rule_set=rule_set, by=actor("ye"))
    rule_set.decay.filter(from_month=12).update(percent=50)
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    refused("no_what_if", approve_rule_set, rule_set=rule_set, by=actor("meng"), reason="好", what_if=run.pk)


def test_nobody_approves_a_what_if_that_was_not_the_one_read(rule_set, actor):
    read = try_rule_set(rule_set=rule_set, by=actor("ye"))
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    try_rule_set(rule_set=rule_set, by=actor("ye"))
    refused("no_what_if", approve_rule_set, rule_set=rule_set, by=actor("meng"), reason="好", what_if=read.pk)


def test_an_approval_keeps_who_when_and_what_was_read(approved, people):
    assert (approved.state, approved.approved_by, approved.what_if.content_hash) == ("approved", people["meng"], hash_of(approved))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE credit_records_ratingruleset SET most_per_type = 1",
        "UPDATE credit_records_ratingruleset SET effective_from = '2020-01-01'",
        "UPDATE credit_records_dimensionrule SET weight = 20",
        "UPDATE credit_records_pointrule SET points = 1",
        "INSERT INTO credit_records_decayband (rule_set_id, from_month, percent) SELECT id, 48, 0 FROM credit_records_ratingruleset",
        "DELETE FROM credit_records_gradeband WHERE grade = 'C'",
    ],
)
def test_what_is_approved_stands_still_also_in_raw_sql(approved, change):
    refused_by_the_database(change)


def test_what_is_under_review_stands_still(rule_set, actor):
    submit_rule_set(rule_set=rule_set, by=actor("ye"))
    refused_by_the_database("UPDATE credit_records_pointrule SET points = 1")
    send_back_rule_set(rule_set=rule_set, by=actor("meng"), reason="严重失信扣得太多")
    rule_set.points.filter(severity="serious").update(points=18)


@pytest.mark.parametrize(
    ("parts", "where", "change", "words"),
    [
        ("dimensions", {"dimension": "service"}, {"weight": Decimal("19.99")}, "99.99%"),
        ("points", {"severity": "minor"}, None, "通用分值"),
        ("decay", {"from_month": 0}, {"from_month": 1}, "第0个月"),
        ("grades", {"grade": "D"}, {"lowest": 1}, "覆盖到0分"),
    ],
)
def test_what_has_a_gap_is_not_submitted(rule_set, actor, parts, where, change, words):
    rows = getattr(rule_set, parts).filter(**where)
    rows.update(**change) if change else rows.delete()
    assert words in refused("missing", submit_rule_set, rule_set=rule_set, by=actor("ye"))
    refused_by_the_database("UPDATE credit_records_ratingruleset SET state = 'in_review'")


def test_two_grades_do_not_begin_at_one_score(rule_set):
    refused_by_the_database("UPDATE credit_records_gradeband SET lowest = 60 WHERE grade = 'B'")


def test_the_next_one_ends_the_one_before(approved, approve, actor):
    following = copy_rule_set(rule_set=approved, by=actor("admin"))
    assert (following.number, following.effective_from, hash_of(following)) == (2, date(2026, 12, 1), hash_of(approved))
    approve(following)
    approved.refresh_from_db()
    assert approved.effective_to == date(2026, 11, 30)
    assert RatingRuleSet.objects.in_force(date(2026, 11, 30)) == approved
    assert RatingRuleSet.objects.in_force(date(2026, 12, 1)) == following


def test_no_day_that_was_rated_gets_another_rule_set(approved, approve, actor):
    rate_period(period="2026-10", by=SYSTEM)
    following = copy_rule_set(rule_set=approved, by=actor("admin"))
    RatingRuleSet.objects.filter(pk=following.pk).update(effective_from=date(2026, 10, 31))
    with pytest.raises(DomainError, match="已经公布"):
        approve(following)


def test_two_never_hold_on_one_day(approved, rule_set):
    refused_by_the_database(
        """INSERT INTO credit_records_ratingruleset (number, title, basis, verification, effective_from, effective_to, most_per_type, edited_at,
           approved_by_id, approved_at, what_if_id, reason, state)
           SELECT 9, title, basis, verification, '2026-06-01', '2026-06-30', most_per_type, edited_at, approved_by_id, approved_at, what_if_id, reason, state
           FROM credit_records_ratingruleset"""
    )
