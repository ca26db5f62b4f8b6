"""Urging by rule: which kinds, for which limits, how often."""

from datetime import date

import pytest

from commitments.fulfilment.services import acknowledge, report_progress
from commitments.register.models import Commitment, CommitmentKind
from commitments.urging import services
from commitments.urging.handlers import WATCH
from commitments.urging.models import Urge
from core.notices.models import Notice

pytestmark = pytest.mark.django_db


def urges(commitment):
    return [(one.ordinal, one.missed.purpose, one.state) for one in Urge.objects.filter(commitment=commitment).order_by("ordinal")]


def test_leaders_assignments_are_urged_by_rule_as_shipped(db):
    assert list(CommitmentKind.objects.filter(urged_by_rule=True).values_list("code", flat=True)) == ["leader_assignment"]


def test_a_missed_receipt_is_urged_once(assigned, until):
    """Assigned on Wednesday 10 March: to be acknowledged by Friday the 12th, urged on the 13th, answer due within five working days."""
    until(date(2027, 3, 13))
    assert urges(assigned) == [(1, "receipt", "open")]
    made = Urge.objects.get()
    assert made.urged_by is None and "签收" in made.reason
    services.urge_for_missed(missed=[made.missed_id], by=WATCH)
    until(date(2027, 3, 14))
    assert len(urges(assigned)) == 1


def test_the_second_urge_comes_once_and_goes_up(assigned, until):
    until(date(2027, 3, 13))
    first = Urge.objects.get()
    until(first.limit.due_on.replace(day=first.limit.due_on.day + 1))
    assert urges(assigned) == [(1, "receipt", "lapsed"), (2, "urge", "open")]
    titles = Notice.objects.filter(title__startswith="再次催办")
    assert set(titles.values_list("user__username", flat=True)) == {"lin", "he", "jiang", "wei"}
    second = Urge.objects.get(ordinal=2)
    until(date(2027, 3, 29))  # before the assignment itself is due
    assert second.limit.due_on < date(2027, 3, 29)
    assert urges(assigned) == [(1, "receipt", "lapsed"), (2, "urge", "lapsed")]


def test_the_reviewers_above_hear_of_the_second(assigned, until, agencies, people):
    from core.accounts.models import Membership, Role

    Membership.objects.create(user=people["fang"], agency=agencies["市政府"], role=Role.AGENCY_REVIEWER)
    until(date(2027, 3, 13))
    until(date(2027, 3, 20))
    assert Notice.objects.filter(title__startswith="再次催办", user=people["fang"]).exists()


def test_what_waits_for_an_answer_is_not_urged_for_another_limit(assigned, until):
    """Due on 30 March; the second urge is still unanswered then."""
    until(date(2027, 3, 13))
    until(date(2027, 3, 20))
    until(date(2027, 3, 31))
    assert [number for number, _purpose, _state in urges(assigned)] == [1, 2]


def test_the_missed_day_of_the_assignment_is_urged_where_it_was_acknowledged(assigned, until, actor):
    acknowledge(commitment=assigned, by=actor("lin"))
    until(date(2027, 3, 31))
    assert urges(assigned) == [(1, "fulfil", "open")]


def test_a_report_answers_both_urges(assigned, until, actor):
    until(date(2027, 3, 13))
    until(date(2027, 3, 20))
    report_progress(commitment=Commitment.objects.get(pk=assigned.pk), text="已经在办", percent=30, by=actor("lin"))
    until(date(2027, 3, 21))
    assert [(one.state, one.limit.state, one.is_waiting) for one in Urge.objects.order_by("ordinal")] == [
        ("lapsed", "late", False),
        ("answered", "met", False),
    ]


def test_other_kinds_are_not_urged_by_rule(commitment, until):
    until(date(2027, 6, 1))
    assert not Urge.objects.exists()


def test_a_kind_is_urged_as_soon_as_its_row_says_so(commitment, until):
    CommitmentKind.objects.filter(code="policy_task").update(urged_by_rule=True)
    until(date(2027, 5, 11))
    assert urges(commitment) == [(1, "fulfil", "open")]


def test_what_was_urged_by_hand_and_waits_the_system_leaves_alone(assigned, until, actor):
    services.urge(commitments=[assigned], reason="领导催要结果", by=actor("jiang"))
    until(date(2027, 3, 13))
    assert Urge.objects.count() == 1
