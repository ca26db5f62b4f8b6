"""Applications: first contact, one notification, silence, the clock, parallel approval, decision and delivery."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from accountability.complaints.models import Clue
from commitments.cases import services
from commitments.cases.models import MissingPapers, Opinion, ServiceCase
from commitments.items import services as items
from core.errors import DomainError
from core.events.models import Event
from core.events.services import deliver_all
from core.notices.models import Notice
from core.sealed import reseal_all
from credit_records.records.models import CreditRecord
from tests.commitments.items.guides import guide_facts

pytestmark = pytest.mark.django_db
PAPERS = ["营业执照", "场所证明"]


def refused(call, code, field=None):
    with pytest.raises(DomainError) as error:
        call()
    assert error.value.code == code, error.value.message
    assert error.value.data.get("field") == field
    return error.value.message


def told(person):
    return list(Notice.objects.filter(user__username=person).order_by("pk").values_list("title", flat=True))


def test_contact_and_code_lie_sealed_and_the_code_finds_the_case(received, now):
    case = now(received())
    assert "5550177" not in case.contact_sealed and case.contact == "0499-5550177"
    assert services.look_up(case.code.lower().replace("-", " ")) == case
    assert services.look_up(case.code[:-1]) is None and services.look_up("") is None
    reseal_all()
    assert now(case).code == case.code


def test_only_a_clerk_receives_and_only_by_the_version_of_today(received, guide, actor):
    refused(lambda: received(by="he"), "refused")
    version = guide()
    item = items.revise_item(item=version.item, by=actor("lin"), reason="压缩期限")
    item = items.edit_item(item=item, by=actor("lin"), **guide_facts(promised_days=7))
    old = received(version=version)  # while it is being revised the old one counts
    items.publish_item(item=items.submit_item(item=item, by=actor("lin")), by=actor("he"))
    refused(lambda: received(version=version), "not_offered", "guide")
    case = services.accept_case(case=old, by=actor("lin"))
    assert case.deadlines.get(purpose="case_promise").amount == 10  # opened by the old version


def test_accepted_both_limits_run_and_the_promise_is_the_shorter(accepted, limit):
    """10 and 20 working days after Wednesday 10 March 2027; 5 April is a holiday."""
    case = accepted()
    assert limit(case, "case_acceptance").state == "met"
    assert (limit(case, "case_promise").due_on, limit(case, "case_law").due_on) == (date(2027, 3, 24), date(2027, 4, 8))


def test_where_the_promise_is_the_law_one_limit_is_enough(accepted, guide):
    case = accepted(version=guide(promised_days=20))
    assert set(case.deadlines.values_list("purpose", flat=True)) == {"case_acceptance", "case_promise"}


# first contact


def test_who_was_asked_first_answers_until_it_is_handed_over_with_a_reason(received, actor, people, hire, limit):
    colleague = hire("mo", "市人社局", "clerk")
    case = received()
    assert case.asked_first == case.responsible == people["lin"]
    refused(lambda: services.hand_over_to_person(case=case, user=colleague, reason="", by=actor("lin")), "words_missing", "reason")
    refused(lambda: services.hand_over_to_person(case=case, user=people["tang"], reason="轮岗", by=actor("lin")), "bad_person", "user")
    refused(lambda: services.hand_over_to_person(case=case, user=colleague, reason="轮岗", by=actor("tang")), "refused")
    case = services.hand_over_to_person(case=case, user=colleague, reason="轮岗", by=actor("lin"))
    assert (case.asked_first, case.responsible) == (people["lin"], colleague)
    assert limit(case, "case_acceptance").assignments.get(ended_at=None).user == colleague
    refused(lambda: services.hand_over_to_person(case=case, user=people["lin"], reason="轮岗", by=actor("lin")), "refused")


def test_another_agency_gets_it_with_the_day_of_receipt(received, guide, actor, agencies, clock, limit, now):
    case = received()
    clock("2027-03-12")
    item = items.create_item(by=actor("tang"), agency=agencies["市住建局"], **guide_facts(name="施工许可"))
    other = items.publish_item(item=items.submit_item(item=item, by=actor("tang")), by=actor("qiao")).versions.get()
    case = services.hand_over_to_agency(case=now(case), guide=other, reason="属于施工许可", by=actor("lin"))
    assert (case.agency, case.responsible, limit(case, "case_acceptance").due_on) == (agencies["市住建局"], None, date(2027, 3, 17))
    deliver_all()
    assert any("转给你们" in title for title in told("tang"))
    refused(lambda: services.accept_case(case=case, by=actor("lin")), "refused")
    assert services.accept_case(case=case, by=actor("tang")).responsible == actor("tang").user


def test_the_own_agency_is_no_other_agency(received, guide, actor):
    case = received()
    call = lambda: services.hand_over_to_agency(case=case, guide=guide(name="职业介绍许可"), reason="转", by=actor("lin"))  # noqa: E731
    refused(call, "same_agency", "guide")


# one-time notification


def test_everything_missing_is_named_once_and_completed_papers_are_accepted_that_day(received, actor, clock, now, limit):
    case = services.notify_missing(case=received(), papers=PAPERS, words="加盖公章", by=actor("lin"))
    assert (case.state, limit(case, "case_acceptance").state) == ("notified", "met")
    clock("2027-03-22")
    case = services.supply_papers(case=now(case), papers=["营业执照"], by=actor("lin"))
    assert case.state == "notified" and case.missing_papers.still_missing == ["场所证明"]
    clock("2027-03-23")
    case = services.supply_papers(case=now(case), papers=["场所证明"], by=actor("lin"))
    assert (case.state, case.accepted_on, case.accepted_by_silence) == ("accepted", date(2027, 3, 23), False)


def test_only_papers_of_the_guide_are_asked_for(received, actor):
    case = received()
    refused(lambda: services.notify_missing(case=case, papers=["无犯罪记录证明"], by=actor("lin")), "bad_papers", "papers")
    refused(lambda: services.notify_missing(case=case, papers=[], by=actor("lin")), "bad_papers", "papers")
    refused(lambda: services.notify_missing(case=case, papers=PAPERS, by=actor("he")), "refused")


def second_request(case, actor, papers=("申请表",)):
    return refused(lambda: services.notify_missing(case=case, papers=list(papers), by=actor("lin")), "asked_twice")


def test_a_second_request_is_refused_with_the_article_and_leaves_one_clue(received, actor):
    case = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
    assert "第三十二条第一款第四项" in second_request(case, actor)
    second_request(case, actor, ["委托书"])
    deliver_all()
    clue = Clue.objects.get(source="papers_asked_twice")
    assert clue.agency == case.agency and case.number in clue.title and "申请表" in clue.text
    assert Event.objects.filter(name="papers_asked_twice").count() == 2
    assert MissingPapers.objects.get().still_missing == PAPERS


def test_after_acceptance_a_second_request_is_refused_all_the_same(received, actor):
    case = services.notify_missing(case=received(), papers=["营业执照"], by=actor("lin"))
    case = services.supply_papers(case=case, papers=["营业执照"], by=actor("lin"))
    second_request(case, actor)
    deliver_all()
    assert Clue.objects.filter(source="papers_asked_twice").count() == 1


def test_the_same_notification_sent_twice_is_a_double_click_and_no_clue(received, actor):
    case = services.notify_missing(case=received(), papers=PAPERS, words="加盖公章\n", by=actor("lin"))
    services.notify_missing(case=case, papers=PAPERS[::-1], words="加盖公章", by=actor("lin"))
    deliver_all()
    assert not Clue.objects.filter(source="papers_asked_twice").exists()


def test_the_database_keeps_one_notification_too(received, actor, people):
    case = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        MissingPapers.objects.create(case=case, papers=[], notified_by=people["lin"])


def test_accepted_without_a_notification_nothing_can_be_asked_for(accepted, actor):
    refused(lambda: services.notify_missing(case=accepted(), papers=PAPERS, by=actor("lin")), "no_such_step")


def test_papers_that_are_missing_are_not_passed_over(received, actor):
    case = services.notify_missing(case=received(), papers=PAPERS, by=actor("lin"))
    refused(lambda: services.accept_case(case=case, by=actor("lin")), "no_such_step")


# silence


def test_silence_accepts_once_as_of_the_receipt(received, clock, now, limit):
    """5 working days after 10 March end with the 17th."""
    case = received()
    clock("2027-03-17")
    assert now(case).state == "received"
    clock("2027-03-18")
    clock("2027-03-19")
    case = now(case)
    assert (case.state, case.accepted_on, case.accepted_by_silence) == ("accepted", date(2027, 3, 10), True)
    assert limit(case, "case_acceptance").state == "failed"
    assert case.deadlines.filter(purpose="case_promise").count() == 1
    assert Event.objects.filter(name="state_changed", object_id=case.pk, payload__silent=True).count() == 1


def test_the_handler_called_twice_accepts_once(received, clock, now):
    from commitments.cases.handlers import accept_silently

    case = received()
    clock("2027-03-18")
    missed = list(Event.objects.filter(name="deadline_missed"))
    accept_silently(missed)
    accept_silently(missed)
    assert now(case).deadlines.filter(purpose="case_promise").count() == 1


def test_after_the_limit_and_before_the_sweep_the_law_has_accepted_already(received, actor, clock, now):
    case = received()
    clock("2027-03-18", deliver=False)
    refused(lambda: services.notify_missing(case=now(case), papers=PAPERS, by=actor("lin")), "accepted_by_law")
    refused(lambda: services.refuse_acceptance(case=now(case), reason="不属于本机关", by=actor("lin")), "accepted_by_law")
    case = services.accept_case(case=now(case), by=actor("lin"))
    assert (case.accepted_on, case.accepted_by_silence) == (date(2027, 3, 10), True)
    clock("2027-03-19")
    assert now(case).deadlines.filter(purpose="case_promise").count() == 1


# the clock


def test_an_excluded_time_moves_both_limits_and_ends_the_hearing_limit(accepted, actor, clock, now, limit):
    """12 to 18 March do not count: 5 working days later than 24 March and 8 April."""
    case = accepted()
    clock("2027-03-11")
    case = services.pause_case(case=now(case), kind="hearing", reason="申请人要求听证", by=actor("lin"))
    assert limit(case, "case_promise").due_on is None
    clock("2027-03-18")
    case = services.resume_case(case=now(case), by=actor("lin"))
    assert (limit(case, "case_promise").due_on, limit(case, "case_law").due_on) == (date(2027, 3, 31), date(2027, 4, 15))
    assert limit(case, "case_hearing").state == "met"


@pytest.mark.parametrize(("kind", "reason", "code"), [("holiday", "年假", "bad_kind"), ("test", "", "missing")])
def test_nothing_else_stops_the_clock(accepted, actor, kind, reason, code):
    with pytest.raises(DomainError) as error:
        services.pause_case(case=accepted(), kind=kind, reason=reason, by=actor("lin"))
    assert error.value.code == code


def test_a_missed_limit_can_neither_be_paused_nor_extended(accepted, actor, clock, now):
    case = accepted(version=None)
    clock("2027-04-09")
    refused(lambda: services.pause_case(case=now(case), kind="test", reason="检测", by=actor("lin")), "limit_missed")
    refused(lambda: services.extend_case(case=now(case), amount=5, reason="复杂", by=actor("he")), "limit_missed")


def test_a_reviewer_extends_by_ten_at_most_with_a_reason(accepted, actor, limit):
    case = accepted()
    refused(lambda: services.extend_case(case=case, amount=5, reason="复杂", by=actor("lin")), "refused")
    refused(lambda: services.extend_case(case=case, amount=5, reason=" ", by=actor("he")), "words_missing", "reason")
    refused(lambda: services.extend_case(case=case, amount=11, reason="复杂", by=actor("he")), "extension_too_long")
    services.extend_case(case=case, amount=6, reason="需要核查", by=actor("he"))
    refused(lambda: services.extend_case(case=case, amount=5, reason="复杂", by=actor("he")), "extension_too_long")
    assert limit(case, "case_law").extensions.get().reason == "需要核查"


def test_a_parallel_one_is_extended_by_the_level_above(accepted, joint, actor, limit):
    case = accepted(version=joint())
    refused(lambda: services.extend_case(case=case, amount=15, reason="复杂", by=actor("he")), "refused")
    services.extend_case(case=case, amount=15, reason="复杂", by=actor("jiang"))
    assert limit(case, "case_law").extension == 15


def test_what_is_no_licence_is_not_extended(accepted, guide, actor):
    version = guide(kind="payment", statutory_days=10, statutory_basis="《失业保险条例》第十六条", promised_days=5)
    refused(lambda: services.extend_case(case=accepted(version=version), amount=1, reason="复杂", by=actor("he")), "may_not_extend")


# parallel approval


@pytest.fixture
def opinion(accepted, joint):
    """opinion("市住建局") of an application that was accepted today."""
    case = accepted(version=joint())
    return lambda name: case.opinions.get(agency__short_name=name)


def test_each_agency_has_its_own_limit_and_hears_of_it(opinion, limit):
    deliver_all()
    assert {limit(opinion(name), "case_opinion").due_on for name in ("市住建局", "市市场监管局")} == {date(2027, 3, 24)}
    assert any("请答复并联审批" in title for title in told("tang")) and any("请答复并联审批" in title for title in told("yan"))


def test_silence_is_consent_exactly_once(opinion, clock, actor):
    from commitments.cases.handlers import consent_silently

    services.answer_opinion(opinion=opinion("市住建局"), answer="objected", words="不符合规划", by=actor("tang"))
    clock("2027-03-24")
    assert opinion("市市场监管局").state == "asked"
    clock("2027-03-25")
    consent_silently(list(Event.objects.filter(name="deadline_missed")))
    silent = opinion("市市场监管局")
    assert (silent.state, opinion("市住建局").state) == ("silent", "objected")
    assert (
        Event.objects.filter(content_type=ContentType.objects.get_for_model(Opinion), object_id=silent.pk, job="service_cases").count() == 1
    )
    refused(lambda: services.answer_opinion(opinion=silent, answer="objected", words="晚了", by=actor("bai")), "too_late")


def test_after_the_limit_no_answer_counts_although_the_sweep_was_not_there_yet(opinion, clock, actor):
    clock("2027-03-25", deliver=False)
    refused(lambda: services.answer_opinion(opinion=opinion("市住建局"), answer="objected", words="不行", by=actor("tang")), "too_late")


def test_after_the_decision_no_answer_is_taken(opinion, actor, now):
    case = services.propose_decision(case=now(opinion("市住建局").case), reason="不符合条件", by=actor("lin"))
    words = {"reason": "没有场地", "basis": "《条例》第十八条", "by": actor("he")}
    refused(lambda: services.decide_case(case=case, outcome="perhaps", **words), "no_such_outcome", "outcome")
    services.answer_opinion(opinion=opinion("市住建局"), answer="objected", words="不符合规划", by=actor("tang"))
    services.decide_case(case=case, outcome="refused", **words)
    for name, who in (("市住建局", "tang"), ("市市场监管局", "bai")):
        refused(lambda: services.answer_opinion(opinion=opinion(name), answer="consented", by=actor(who)), "case_over")  # noqa: B023


def test_an_objection_needs_reasons_and_comes_from_the_agency_itself(opinion, actor):
    one = opinion("市住建局")
    refused(lambda: services.answer_opinion(opinion=one, answer="objected", by=actor("tang")), "words_missing", "words")
    refused(lambda: services.answer_opinion(opinion=one, answer="consented", by=actor("bai")), "refused")


def test_nothing_is_granted_against_an_agency_or_before_it_answered(opinion, actor, now):
    case = services.propose_decision(case=now(opinion("市住建局").case), reason="建议准予", by=actor("lin"))
    words = {"outcome": "granted", "reason": "符合条件", "by": actor("he")}
    refused(lambda: services.decide_case(case=case, **words), "opinions_open", "outcome")
    services.answer_opinion(opinion=opinion("市市场监管局"), answer="consented", by=actor("bai"))
    services.answer_opinion(opinion=opinion("市住建局"), answer="objected", words="不符合规划", by=actor("tang"))
    refused(lambda: services.decide_case(case=case, **words), "objected", "outcome")
    services.answer_opinion(opinion=opinion("市住建局"), answer="consented", by=actor("qiao"))
    assert services.decide_case(case=case, **words).state == "decided"


def test_a_refusal_needs_no_more_answers_and_ends_their_limits(opinion, actor, now, limit):
    case = services.propose_decision(case=now(opinion("市住建局").case), reason="不符合条件", by=actor("lin"))
    services.decide_case(case=case, outcome="refused", reason="没有固定场所", basis="《条例》第十八条", by=actor("he"))
    assert {one.state for one in case.opinions.all()} == {"ended"}
    assert limit(opinion("市住建局"), "case_opinion").state == "cancelled"


# decision


def test_who_proposed_does_not_decide_and_a_clerk_does_not_either(proposed, actor):
    words = {"outcome": "granted", "reason": "符合条件"}
    refused(lambda: services.decide_case(case=proposed(), by=actor("lin"), **words), "refused")


def test_a_refusal_needs_its_basis_and_is_reported_upward(proposed, actor, limit):
    case = proposed()
    refused(lambda: services.decide_case(case=case, outcome="refused", reason="没有场所", by=actor("he")), "words_missing", "basis")
    refused(
        lambda: services.decide_case(case=case, outcome="refused", reason="", basis="第十八条", by=actor("he")), "words_missing", "reason"
    )
    services.decide_case(case=case, outcome="refused", reason="没有固定场所", basis="《条例》第十八条", by=actor("he"))
    deliver_all()
    assert any("不予许可报备" in title for title in told("jiang"))  # 市政府 has no reviewer of its own
    assert (limit(case, "case_promise").state, limit(case, "case_delivery").due_on) == ("met", date(2027, 3, 24))


def test_the_reviewer_of_the_level_above_is_told_where_there_is_one(decided, hire):
    hire("zhong", "市政府", "agency_reviewer")
    decided(outcome="refused", reason="没有固定场所", basis="《条例》第十八条")
    deliver_all()
    assert any("不予许可报备" in title for title in told("zhong")) and not any("报备" in title for title in told("jiang"))


def test_the_database_refuses_a_refusal_without_basis(decided):
    case = decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceCase.objects.filter(pk=case.pk).update(outcome="refused")


def test_sent_back_it_is_the_clerks_again(proposed, actor, people, limit):
    case = proposed()
    assert not limit(case, "case_promise").assignments.filter(ended_at=None).exists()
    services.send_back(case=case, reason="补核查记录", by=actor("he"))
    assert limit(case, "case_promise").assignments.get(ended_at=None).user == people["lin"]


def test_delivered_in_time(decided, actor, limit, clock, now):
    case = decided()
    clock("2027-03-24")
    case = services.deliver_case(case=now(case), delivery="到窗口领取", by=actor("lin"))
    assert (case.state, limit(case, "case_delivery").state) == ("delivered", "met")


def test_what_is_taken_back_stops_every_clock(accepted, joint, actor):
    case = services.withdraw_case(case=accepted(version=joint()), reason="申请人书面撤回", by=actor("lin"))
    assert not case.deadlines.live().exists() and {one.state for one in case.opinions.all()} == {"ended"}


# overdue


def test_a_missed_promise_opens_a_record_draft_and_a_clue_once(accepted, clock, agencies):
    accepted()
    clock("2027-03-25")
    clock("2027-03-26")
    record = CreditRecord.objects.get(source_deadline__purpose="case_promise")
    assert record.type.code == "service_limit_broken" and record.file.agency == agencies["市人社局"]
    assert Clue.objects.filter(missed__purpose="case_promise").count() == 1
    assert "百川" not in record.facts + record.title
