"""The last day, the day after, and who may what: the edges of the rules of applications. 10 March 2027 is a Wednesday."""

from datetime import date

import pytest

from commitments.cases import queries, services
from commitments.cases.models import ServiceCase
from commitments.items import services as items
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.errors import DomainError
from tests.commitments.edges import refused, reviewing, told
from tests.commitments.items.guides import guide_facts

pytestmark = pytest.mark.django_db
PAPERS = ["营业执照", "场所证明"]


@pytest.fixture
def elsewhere(agencies, actor):
    """A published guide of 市住建局."""
    item = items.create_item(by=actor("tang"), agency=agencies["市住建局"], **guide_facts(name="施工许可"))
    return items.publish_item(item=items.submit_item(item=item, by=actor("tang")), by=actor("qiao")).versions.get()


def test_what_the_law_has_accepted_is_not_passed_on(received, elsewhere, actor, clock, now):
    """Five working days end on 17 March; from the 18th on it counts as accepted where it was handed in (《行政许可法》第三十二条)."""
    case = received()
    clock("2027-03-18", deliver=False)
    words = {"case": now(case), "guide": elsewhere, "reason": "属于施工许可", "by": actor("lin")}
    refused("accepted_by_law", services.hand_over_to_agency, **words)
    clock("2027-03-17", deliver=False)
    assert services.hand_over_to_agency(**words).agency == elsewhere.item.agency


# receiving and handing over


def test_a_clerk_receives_at_the_own_window_by_a_guide_that_is_offered(guide, actor, agencies):
    version, words = guide(), {"applicant": "云澜市百川公司", "contact": "0499-5550177"}
    refused("refused", services.open_case, guide=version, by=actor("he"), **words)
    refused("refused", services.open_case, guide=version, by=actor("lin"), window=agencies["市住建局"], **words)
    made = services.open_case(guide=version, by=actor("lin"), **words)
    assert "5550177" not in made.contact_sealed and made.contact == "0499-5550177"
    items.withdraw_item(item=version.item, by=actor("he"), reason="取消许可")
    refused("not_offered", services.open_case, guide=version, by=actor("lin"), **words)


def test_it_is_handed_over_by_who_answers_for_it_or_a_reviewer_to_a_clerk_in_office(received, actor, people, hire, agencies):
    case, colleague = received(), hire("mo", "市人社局", "clerk")
    other, gone = hire("kong", "市人社局", "clerk"), hire("bo", "市人社局", "clerk")
    Membership.objects.filter(user=gone).update(ends_on=date(2027, 3, 9))
    left = hire("an", "市人社局", "clerk")
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    hand = services.hand_over_to_person
    for user in (gone, left, people["lin"], people["he"], people["tang"]):
        refused("bad_person", hand, case=case, user=user, reason="休假", by=actor("lin"))
    for by in (Actor.of(other), actor("qiao"), actor("tang"), actor("jiang")):
        refused("refused", hand, case=case, user=colleague, reason="休假", by=by)
    assert hand(case=case, user=colleague, reason="休假", by=actor("he")).responsible == colleague


def test_what_is_decided_and_delivered_is_not_handed_over(decided, actor, hire):
    case = services.deliver_case(case=decided(), delivery="到窗口领取", by=actor("lin"))
    refused("refused", services.hand_over_to_person, case=case, user=hire("mo", "市人社局", "clerk"), reason="休假", by=actor("he"))


def test_while_it_waits_for_the_decision_the_limit_stays_the_reviewers(proposed, actor, hire, limit):
    case = services.hand_over_to_person(case=proposed(), user=hire("mo", "市人社局", "clerk"), reason="休假", by=actor("lin"))
    assert not limit(case, "case_promise").assignments.filter(ended_at=None).exists()


def test_what_was_asked_for_or_accepted_stays_where_it_is(received, accepted, elsewhere, actor):
    notified = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
    for case in (notified, accepted()):
        refused("too_late", services.hand_over_to_agency, case=case, guide=elsewhere, reason="转", by=actor("lin"))


def test_another_agency_gets_no_old_version_and_the_first_limit_ends(received, elsewhere, actor, limit):
    case = received()
    first = limit(case, "case_acceptance")
    words = {"reason": "属于施工许可", "by": actor("lin")}
    moved = services.hand_over_to_agency(case=case, guide=elsewhere, **words)
    first.refresh_from_db()
    assert (first.state, moved.responsible, moved.deadlines.live().count()) == ("cancelled", None, 1)
    refused("refused", services.hand_over_to_agency, case=moved, guide=elsewhere, **words)
    items.withdraw_item(item=elsewhere.item, by=actor("qiao"), reason="取消")
    refused("not_offered", services.hand_over_to_agency, case=received(), guide=elsewhere, **words)


# the one notification


def test_only_the_agencys_clerk_notifies_and_takes_in_what_was_missing(received, actor):
    case = received()
    refused("refused", services.notify_missing, case=case, papers=PAPERS, by=actor("tang"))
    case = services.notify_missing(case=case, papers=PAPERS, by=actor("lin"))
    for name in ("tang", "he"):
        refused("refused", services.supply_papers, case=case, papers=["营业执照"], by=actor(name))
    for papers in ([], ["申请表"]):
        refused("bad_papers", services.supply_papers, case=case, papers=papers, by=actor("lin"))
    services.supply_papers(case=case, papers=["营业执照"], by=actor("lin"))
    refused("bad_papers", services.supply_papers, case=case, papers=["营业执照"], by=actor("lin"))


def test_the_second_request_of_a_colleague_is_a_second_one_and_that_of_a_stranger_is_none(received, actor, hire):
    case, asked = received(), lambda: case.happened.filter(name="papers_asked_twice").count()
    services.notify_missing(case=case, papers=PAPERS, by=actor("lin"))
    with pytest.raises(DomainError) as stranger:
        services.notify_missing(case=case, papers=PAPERS, by=actor("tang"))
    assert (stranger.value.code, asked()) == ("refused", 0)
    with pytest.raises(DomainError) as colleague:
        services.notify_missing(case=case, papers=PAPERS, by=Actor.of(hire("mo", "市人社局", "clerk")))
    assert (colleague.value.code, asked()) == ("asked_twice", 1)


def test_nothing_is_taken_in_that_nobody_asked_for(received, actor):
    refused("no_such_step", services.supply_papers, case=received(), papers=["申请表"], by=actor("lin"))


def test_on_the_last_day_it_may_still_be_asked_for_or_not_accepted(received, actor, clock, now, limit):
    one, two = received(), received()
    clock("2027-03-17")
    assert services.notify_missing(case=now(one), papers=PAPERS, by=actor("lin")).state == "notified"
    refused("refused", services.refuse_acceptance, case=now(two), reason="不属于本机关", by=actor("he"))
    refused("missing", services.refuse_acceptance, case=now(two), reason="", by=actor("lin"))
    case = services.refuse_acceptance(case=now(two), reason="不属于本机关", by=actor("lin"))
    assert (case.state, limit(case, "case_acceptance").state) == ("not_accepted", "met")


def test_the_clerk_of_the_agency_accepts(received, actor):
    for name in ("he", "tang", "jiang"):
        refused("refused", services.accept_case, case=received(), by=actor(name))


# the clock


def test_on_the_last_day_the_clock_may_still_be_stopped_or_the_limit_extended(accepted, actor, clock, now, limit):
    """Promised in ten working days, until 24 March; on the 25th the limit of the law still runs, but the promise is missed."""
    one, two, three = accepted(), accepted(), accepted()
    clock("2027-03-24")
    paused = services.pause_case(case=now(one), kind="test", reason="检测", by=actor("lin"))
    assert {limit(paused, "case_promise").state, limit(paused, "case_law").state} == {"paused"}
    extended = services.extend_case(case=now(two), amount=5, reason="需要核查", by=actor("he"))
    assert (limit(extended, "case_promise").due_on, limit(extended, "case_law").due_on) == (date(2027, 3, 31), date(2027, 4, 15))
    clock("2027-03-25", deliver=False)
    refused("limit_missed", services.extend_case, case=now(three), amount=5, reason="复杂", by=actor("he"))
    later = services.pause_case(case=now(three), kind="test", reason="检测", by=actor("lin"))
    assert (limit(later, "case_promise").state, limit(later, "case_law").state) == ("running", "paused")


def test_only_a_licence_has_the_limit_of_a_hearing_and_only_a_hearing_has_it(accepted, guide, actor):
    version = guide(kind="payment", statutory_days=20, statutory_basis="《失业保险条例》第十六条")
    cases = [(accepted(version=version), "hearing"), (accepted(), "test")]
    for case, kind in cases:
        refused("refused", services.pause_case, case=case, kind=kind, reason="听证", by=actor("he"))
        assert not case.deadlines.filter(purpose="case_hearing").exists()


def test_who_extends(accepted, received, joint, actor, hire, now):
    words = {"amount": 1, "reason": "需要核查"}
    for name in ("qiao", "jiang", "lin"):
        refused("refused", services.extend_case, case=accepted(), by=actor(name), **words)
    refused("refused", services.extend_case, case=received(), by=actor("he"), **words)
    above = Actor.of(hire("zhong", "市政府", "agency_reviewer"))
    case = accepted(version=joint())
    for by in (actor("he"), actor("qiao")):
        refused("refused", services.extend_case, case=case, by=by, **words)
    services.extend_case(case=case, by=above, **words)
    assert told("办理期限延长") == {"lin"}


def test_the_clerk_resumes_and_only_what_is_paused(accepted, actor, now):
    case = services.pause_case(case=accepted(), kind="hearing", reason="听证", by=actor("lin"))
    refused("refused", services.resume_case, case=case, by=actor("he"))
    services.resume_case(case=now(case), by=actor("lin"))
    refused("no_such_step", services.resume_case, case=now(case), by=actor("lin"))


# parallel approval


def test_an_answer_on_the_last_day_counts_and_meets_the_limit(accepted, joint, actor, clock, limit):
    opinion = accepted(version=joint()).opinions.get(agency__short_name="市住建局")
    clock("2027-03-24")
    refused("no_such_answer", services.answer_opinion, opinion=opinion, answer="silent", by=actor("tang"))
    answered = services.answer_opinion(opinion=opinion, answer="objected", words="消防通道不足", by=actor("qiao"))
    assert (answered.state, limit(answered, "case_opinion").state) == ("objected", "met")
    assert services.answer_opinion(opinion=answered, answer="consented", by=actor("tang")).state == "consented"


def test_clerks_and_reviewers_of_those_that_are_asked_hear_of_it(accepted, joint):
    accepted(version=joint())
    assert {"tang", "qiao", "bai", "yan"} <= told("请答复并联审批")


# the decision


def test_who_proposed_does_not_decide_as_reviewer_either(proposed, actor, people, agencies, now):
    case = proposed()
    both, words = reviewing(people["lin"], agencies["市人社局"]), {"outcome": "granted", "reason": "符合条件"}
    for by in (both, actor("lin"), actor("qiao"), actor("jiang")):
        refused("refused", services.decide_case, case=now(case), by=by, **words)
    assert list(queries.waiting_for(actor("he"))) == [case] and not queries.waiting_for(both).exists()
    assert told("请审批办件") == {"he"}


def test_sending_back_needs_a_reviewer_and_a_reason_and_only_what_was_proposed(accepted, proposed, actor):
    refused("no_such_step", services.send_back, case=accepted(), reason="补记录", by=actor("he"))
    refused("refused", services.send_back, case=proposed(), reason="补记录", by=actor("lin"))
    refused("missing", services.send_back, case=proposed(), reason="", by=actor("he"))


def test_the_clerk_delivers_and_takes_a_withdrawal_down_with_its_reason(decided, accepted, actor):
    refused("refused", services.deliver_case, case=decided(), delivery="邮寄", by=actor("he"))
    refused("words_missing", services.deliver_case, case=decided(), delivery=" ", by=actor("lin"))
    refused("refused", services.withdraw_case, case=accepted(), reason="申请人撤回", by=actor("he"))
    refused("missing", services.withdraw_case, case=accepted(), reason="", by=actor("lin"))


# who sees it


def test_it_is_seen_where_it_is_handled_handed_in_asked_and_reviewed_above(received, accepted, joint, elsewhere, people, hire):
    above, clerk_above = hire("zhong", "市政府", "agency_reviewer"), hire("qing", "市政府", "clerk")
    seen = lambda case: {  # noqa: E731
        user.username for user in [*people.values(), above, clerk_above] if ServiceCase.objects.visible_to(user).filter(pk=case.pk).exists()
    }
    own = {"lin", "he", "jiang", "wei", "zhong"}
    assert seen(received()) == own
    assert seen(received(version=elsewhere)) == own | {"tang", "qiao"}  # handed in at 市人社局, handled by 市住建局
    assert seen(accepted(version=joint())) == own | {"tang", "qiao", "bai", "yan"}
