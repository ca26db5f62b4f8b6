"""Urging by hand: who, what, once; how it is answered; what it may not do to the agency."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accountability.complaints.models import Clue
from commitments.continuity.services import reassign_orphans
from commitments.fulfilment.services import claim_fulfilment, report_progress
from commitments.register.models import Commitment
from commitments.register.services import register, withdraw_by_hand
from commitments.urging import services
from commitments.urging.handlers import WATCH
from commitments.urging.models import Urge
from core.deadlines.models import Deadline
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.records.models import CreditRecord

pytestmark = pytest.mark.django_db


def refused(call):
    with pytest.raises(DomainError) as caught:
        call()
    return caught.value.code


def told(user):
    return list(Notice.objects.filter(user__username=user).values_list("title", flat=True))


def test_the_agency_owes_an_answer_within_five_working_days(urge, agencies):
    """Rule urging_answer, set locally: asked on Wednesday 10 March 2027, five working days end on the 17th."""
    [made] = urge()
    assert (made.state, made.ordinal, made.agency, made.issuer) == ("open", 1, agencies["市人社局"], agencies["市政府督查室"])
    assert made.limit.purpose == "urge" and made.limit.agency == agencies["市人社局"]
    assert (made.limit.rule.code, made.limit.due_on) == ("urging_answer", date(2027, 3, 17))


def test_the_agency_hears_at_once(urge):
    urge()
    deliver_all()
    assert told("lin") == told("he") == ["市政府督查室催办：工伤认定全程网办"]
    assert told("tang") == told("wei") == []


def test_the_next_report_answers_it(urge, commitment, actor, now):
    [made] = urge()
    report_progress(commitment=commitment, text="已完成接口改造", percent=40, by=actor("lin"))
    deliver_all()
    assert (now(made).state, now(made).limit.state) == ("answered", "met")
    assert now(made).closed_at
    assert told("jiang") == ["已答复催办：工伤认定全程网办"]


def test_a_claim_answers_it(urge, commitment, actor, now, paper):
    [made] = urge()
    claim_fulfilment(commitment=commitment, text="全部上线", by=actor("lin"), files=[paper()])
    deliver_all()
    assert now(made).state == "answered"


def test_what_was_reported_before_is_no_answer(urge, commitment, actor, now):
    report_progress(commitment=commitment, text="已完成接口改造", percent=40, by=actor("lin"))
    [made] = urge()
    deliver_all()
    assert now(made).state == "open"


def test_what_another_agency_reports_is_no_answer(promise, actor, agencies, urge, now):
    one = register(by=actor("lin"), **promise(cooperating=(agencies["市住建局"],)))
    [made] = urge(one)
    report_progress(commitment=one, text="配合完成", percent=40, by=actor("tang"))
    deliver_all()
    assert now(made).state == "open"


def test_an_answer_after_the_limit_is_late(urge, commitment, actor, now, clock):
    """Also where the sweep did not come by: who answers on the 18th was asked until the 17th."""
    [made] = urge()
    clock.move_to("2027-03-18 09:00+08:00")
    report_progress(commitment=commitment, text="已完成接口改造", percent=40, by=actor("lin"))
    deliver_all()
    assert (now(made).state, now(made).limit.state) == ("lapsed", "late")
    assert now(made).closed_at and now(made).limit.missed_on == date(2027, 3, 18)


def test_whoever_urged_hears_that_no_answer_came(urge, until, now):
    [made] = urge()
    until(date(2027, 3, 18))
    assert (now(made).state, now(made).closed_at) == ("lapsed", None)
    assert "催办没有按期答复：工伤认定全程网办" in told("jiang")
    assert Urge.objects.count() == 1  # the kind is not urged by rule


def test_a_missed_answer_is_no_public_mark_and_no_record(urge, until, commitment):
    before = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
    urge()
    until(date(2027, 3, 18))
    after = PublicEntry.objects.get(key=f"commitment:{commitment.pk}")
    assert (after.mark, after.state, after.facts) == (before.mark, before.state, before.facts)
    assert not CreditRecord.objects.exists() and not Clue.objects.exists()


def test_when_the_commitment_ends_nobody_has_to_answer(urge, commitment, actor, now):
    [made] = urge()
    withdraw_by_hand(commitment=commitment, reason="登记有误", by=actor("jiang"))
    deliver_all()
    assert (now(made).state, now(made).limit.state) == ("cancelled", "cancelled")


@pytest.mark.parametrize("who", ["lin", "he", "ye", "qin"])
def test_supervisors_urge(urge, who):
    assert refused(lambda: urge(by=who)) == "refused"


def test_what_is_being_verified_or_has_ended_is_not_urged(urge, commitment, actor, paper):
    claim_fulfilment(commitment=commitment, text="全部上线", by=actor("lin"), files=[paper()])
    assert refused(urge) == "not_open"


def test_a_reason_is_needed(urge):
    assert refused(lambda: urge(reason="  ")) == "words_missing"


def test_nobody_is_asked_twice_by_accident(urge, commitment):
    """Who wants to must know of the newest urge."""
    [first] = urge()
    assert refused(lambda: urge(by="wei")) == "urged_already"
    [second] = urge(by="wei", again=[first.pk])
    assert second.ordinal == 2
    assert refused(lambda: urge(by="jiang", again=[first.pk])) == "urged_already"


def test_after_ten_working_days_an_answered_urge_is_recent_no_more(urge, commitment, actor, clock):
    """Rule urging_again: asked on 10 March, ten working days later is the 24th; on the 25th it is not recent."""
    urge()
    report_progress(commitment=commitment, text="在办", percent=10, by=actor("lin"))
    deliver_all()
    clock.move_to("2027-03-24 09:00+08:00")
    assert refused(urge) == "urged_already"
    clock.move_to("2027-03-25 09:00+08:00")
    assert urge()[0].ordinal == 2


def test_several_of_one_agency_but_not_of_two(urge, promise, actor, agencies):
    own = [register(by=actor("su"), **promise(title=f"第{number}项")) for number in (1, 2)]
    assert {one.ordinal for one in urge(*own)} == {1}
    deliver_all()
    assert "市政府督查室催办2项，第一项是：第1项" in told("lin")
    other = register(by=actor("su"), **promise(agency=agencies["市住建局"]))
    third = register(by=actor("su"), **promise(title="第3项"))
    assert refused(lambda: urge(third, other)) == "several_agencies"
    assert refused(lambda: services.urge(commitments=[], reason="请办", by=actor("jiang"))) == "nothing_chosen"


def test_the_database_keeps_an_urge_straight(urge):
    [made] = urge()
    for broken in ({"closed_at": made.urged_at}, {"reason": ""}, {"urged_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Urge.objects.filter(pk=made.pk).update(**broken)


def test_urges_pass_on_with_the_commitment(urge, commitment, agencies, now, today):
    """The limit stays; the new agency answers."""
    [made] = urge()
    agency = agencies["市人社局"]
    agency.dissolved_on, agency.successor = today, agencies["市民政局"]
    agency.save()
    reassign_orphans()
    assert (now(made).agency, now(made).limit.agency) == (agencies["市民政局"], agencies["市民政局"])
    assert now(made).limit.due_on == date(2027, 3, 17)
    assert not Deadline.objects.live().filter(agency=agency).exists()


def test_many_answers_cost_no_more_statements(urge, promise, actor):
    def statements(count):
        own = [register(by=actor("su"), **promise(title=f"第{number}项")) for number in range(count)]
        made = urge(*own)
        answers = [services.Answer(one.pk, 10**9, date(2027, 3, 11)) for one in own]
        with CaptureQueriesContext(connection) as found:
            assert services.answer(answers=answers, by=WATCH) == len(made)
        return len(found)

    assert statements(2) == statements(6)
    assert Commitment.objects.filter(urges__state="answered").count() == 8
