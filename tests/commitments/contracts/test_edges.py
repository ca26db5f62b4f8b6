"""The edges of the rules of contracts: the last day that counts, what is still open, and who may what. Days by hand."""

from datetime import date, timedelta

import pytest
import time_machine

from commitments.contracts import queries, services
from commitments.contracts.handlers import WATCH
from commitments.contracts.models import Contract, ContractDuty
from commitments.fulfilment.services import verify_claim
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from tests.commitments.edges import refused, reviewing, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def done(contract, actor, paper):
    for duty in contract.duties.all():
        services.claim_duty(duty=duty, text="已办", by=actor("lin"), files=[paper("验收单.txt")])
        duty.commitment.refresh_from_db()
        verify_claim(commitment=duty.commitment, grade="kept", by=actor("jiang"))
    return contract


def test_who_entered_it_does_not_put_it_in_force_as_reviewer_either(draft, people, agencies):
    made = draft()
    assert (
        "不能是同一人"
        in refused("refused", services.confirm_contract, contract=made, by=reviewing(people["lin"], agencies["市人社局"])).message
    )


def test_it_is_signed_today_at_the_latest(draft, today):
    assert refused("bad_day", draft, signed_on=today + DAY).data["field"] == "signed_on"
    assert draft(signed_on=today).signed_on == today


def test_a_duty_was_promised_on_the_day_of_the_signing(contract):
    assert contract(signed_on=date(2027, 2, 28)).duties.first().commitment.promised_on == date(2027, 2, 28)


def test_a_duty_is_due_between_the_signing_and_fifty_years_on(draft, today):
    last = today + timedelta(days=365 * 50)
    assert draft(signed_on=today, duties=[(today, "移交场地"), (last, "付清")]).duties.count() == 2
    refused("bad_duties", draft, duties=[(last + DAY, "付清")])
    refused("bad_duties", draft, signed_on=today, duties=[(today - DAY, "付清")])
    refused("bad_duties", draft, duties=[(today, "付清")] * 121)


def test_the_credit_code_is_checked_however_it_is_typed(draft):
    assert draft(credit_code="91350211m000100y46").credit_code == "91350211M000100Y46"
    refused("bad_code", draft, credit_code="91350211M000100Y47")


def test_the_reviewer_hears_of_a_draft_and_both_of_what_became_of_it(draft, actor, people):
    made = draft()
    assert told("请确认合同") == {"he"} and told("合同已生效") == set()
    assert queries.waiting_for(actor("he")).get() == made
    assert not queries.waiting_for(actor("qiao")).exists() and not queries.waiting_for(actor("lin")).exists()
    services.confirm_contract(contract=made, by=actor("he"))
    assert told("合同已生效") == {"lin"}
    services.breach_contract(contract=Contract.objects.get(), by=actor("jiang"), reason="没有移交")
    assert told("合同已违约") == {"lin", "he"}


def test_a_draft_is_ended_by_a_reviewer_or_the_supervision_and_a_contract_in_force_by_the_supervision_only(draft, contract, actor):
    end = services.terminate_contract
    for name in ("lin", "qiao"):
        refused("refused", end, contract=draft(), by=actor(name), reason="录入有误")
    refused("words_missing", end, contract=draft(), by=actor("he"), reason=" ")
    for name in ("he", "jiang"):
        assert end(contract=draft(), by=actor(name), reason="录入有误").state == "terminated"
    broken = services.breach_contract(contract=contract(), by=actor("he"), reason="没有移交")
    for made in (contract(), broken):
        refused("refused", end, contract=made, by=actor("he"), reason="解除")
        assert end(contract=made, by=actor("jiang"), reason="协议解除").state == "terminated"


def test_a_breach_is_said_with_its_reason_by_reviewer_or_supervision(contract, actor):
    for name in ("lin", "qiao"):
        refused("refused", services.breach_contract, contract=contract(), by=actor(name), reason="没有移交")
    refused("missing", services.breach_contract, contract=contract(), by=actor("he"), reason="")
    assert services.breach_contract(contract=contract(), by=actor("jiang"), reason="没有移交").state == "breached"


def test_performed_and_settled_are_the_reviewers_words(contract, actor, paper):
    made = done(contract(), actor, paper)
    refused("refused", services.perform_contract, contract=made, by=actor("lin"), reason="验收合格")
    refused("refused", services.perform_contract, contract=made, by=actor("jiang"), reason="验收合格")
    assert services.perform_contract(contract=made, by=actor("he"), reason="验收合格").state == "performed"
    broken = services.breach_contract(contract=done(contract(), actor, paper), by=actor("he"), reason="质量不符")
    words = {"contract": broken, "settlement": "补偿两万元", "files": [paper("协议.txt")]}
    for name in ("lin", "jiang", "qiao"):
        refused("refused", services.settle_contract, by=actor(name), **words)
    refused("evidence_missing", services.settle_contract, by=actor("he"), **words | {"files": []})


def test_what_is_being_verified_is_not_terminated(contract, actor, paper):
    made = contract()
    services.claim_duty(duty=made.duties.first(), text="已移交", by=actor("lin"), files=[paper("移交单.txt")])
    refused("being_verified", services.terminate_contract, contract=made, by=actor("jiang"), reason="协议解除")


def test_only_the_missed_limit_of_a_duty_breaches_and_only_a_contract_in_force(contract, now):
    """The duty is due on 20 March; on the 21st it is missed."""
    made, other = contract(), contract(title="另一份", duties=[(date(2027, 6, 1), "付清")])
    limits = [made.duties.first().commitment.deadline, other.duties.first().commitment.deadline]
    breach = lambda: services.breach_for_missed(deadlines_missed=[one.pk for one in limits], by=WATCH)  # noqa: E731
    assert breach() == []
    with time_machine.travel("2027-03-21 10:00+08:00", tick=False):
        sweep()
        rows = Deadline.objects.filter(pk=limits[0].pk)
        rows.update(purpose="report")
        assert breach() == []
        rows.update(purpose="fulfil")
        assert breach() == [made.pk] and breach() == []
    assert (now(made).state, now(other).state) == ("breached", "in_force")


def test_days_are_entered_by_a_clerk_of_the_agency_until_the_end(draft, contract, actor, today):
    made = draft(signed_on=None)
    words = {"event": "signed_on", "on": today}
    refused("refused", services.enter_day, contract=made, by=actor("tang"), **words)
    refused("refused", services.enter_day, contract=made, by=actor("he"), **words)
    refused("bad_day", services.enter_day, contract=made, by=actor("lin"), **words | {"on": today + DAY})
    refused("bad_event", services.enter_day, contract=made, by=actor("lin"), **words | {"event": "filed_on"})
    assert services.enter_day(contract=made, by=actor("lin"), **words).signed_on == today
    refused("bad_event", services.enter_day, contract=made, by=actor("lin"), **words)
    ended = services.terminate_contract(contract=draft(signed_on=None), by=actor("he"), reason="录入有误")
    refused("ended", services.enter_day, contract=ended, by=actor("lin"), **words)


def test_a_procurement_day_counts_as_it_was_and_the_same_day_is_no_contradiction(draft, actor, today):
    """Signed on 1 March (Monday): public within two working days, by the 3rd. Published on the 3rd and entered a week later: in time."""
    made = draft(kind="procurement", signed_on=date(2027, 3, 1), duties=[(today + DAY, "付款")])
    enter = lambda event, day: services.enter_day(contract=made, event=event, on=date(2027, 3, day), by=actor("lin"))  # noqa: E731
    refused("bad_day", services.enter_day, contract=made, event="published_on", on=date(2027, 2, 28), by=actor("lin"))
    enter("filed_on", 1)
    enter("published_on", 3)
    states = {one.purpose: (one.state, one.due_on) for one in made.deadlines.all()}
    assert states["procurement_publish"] == ("met", date(2027, 3, 3)) and states["procurement_file"][0] == "met"


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("bad_day", {"ended_on": 0}),
        ("bad_day", {"began_on": 0, "ended_on": -1}),
        ("bad_day", {"began_on": 1}),
        ("bad_day", {"began_on": 0, "ended_on": 1}),
    ],
)
def test_a_stage_ends_after_it_began_and_nothing_is_said_of_tomorrow(draft, actor, today, code, days):
    stage, days = draft().stages.first(), {name: today + number * DAY for name, number in days.items()}
    refused(code, services.update_stage, stage=stage, by=actor("lin"), responsible="陈科长", **days)
    services.update_stage(stage=stage, by=actor("lin"), responsible="陈科长", began_on=today, ended_on=today)
    refused("refused", services.update_stage, stage=stage, by=actor("tang"), responsible="陈科长")


def test_a_duty_is_claimed_once_by_the_agencys_clerk_with_evidence(contract, draft, actor, paper):
    duty, words = contract().duties.first(), {"text": "已移交", "files": [paper("移交单.txt")]}
    for name in ("tang", "he"):
        refused("refused", services.claim_duty, duty=duty, by=actor(name), **words)
    refused("evidence_missing", services.claim_duty, duty=duty, by=actor("lin"), text="已移交")
    services.claim_duty(duty=duty, by=actor("lin"), **words)
    refused("not_open", services.claim_duty, duty=ContractDuty.objects.get(pk=duty.pk), by=actor("lin"), **words)
    refused("not_open", services.claim_duty, duty=draft().duties.first(), by=actor("lin"), **words)


def test_a_natural_person_is_shown_by_the_family_name_and_the_rows_only_to_those_concerned(contract, people):
    made = contract(counterparty="柏思齐", counterparty_kind="individual")
    assert made.shown_counterparty == "柏某某" and contract().shown_counterparty == "云澜市景明装饰有限公司"
    seen = {name for name, user in people.items() if Contract.objects.visible_to(user).filter(pk=made.pk).exists()}
    assert {"lin", "he", "jiang"} <= seen and not seen & {"tang", "qiao", "su", "fang", "lan", "xue", "admin"}
