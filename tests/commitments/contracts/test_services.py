"""What each use case of contracts writes and refuses; days by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from commitments.continuity.services import reassign_orphans
from commitments.contracts import services
from commitments.contracts.models import Contract, ContractKind
from commitments.fulfilment.services import claim_by_hand, verify_claim
from commitments.register.services import declare_broken, register
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def refused(expected, service, /, **arguments):
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(**arguments)
    assert caught.value.code == expected
    return caught.value.message


def test_a_contract_gets_its_number_its_duties_and_the_stages_of_its_kind(draft):
    made = draft()
    assert (made.number, made.state, made.duties.count()) == ("约〔2027〕1号", "draft", 2)
    assert [stage.name for stage in made.stages.all()] == made.kind.stages
    assert not made.duties.exclude(commitment=None).exists() and not made.deadlines.exists()


def test_only_a_clerk_of_the_agency_enters_and_only_another_person_confirms(facts, draft, actor):
    refused("refused", services.enter_contract, by=actor("tang"), **facts())
    made = draft()
    for name in ("lin", "qiao", "jiang", "ye"):
        refused("refused", services.confirm_contract, contract=made, by=actor(name))
    in_force = services.confirm_contract(contract=made, by=actor("he"))
    assert in_force.state == "in_force"
    for name in ("lin", "he"):  # once more: said in words, not by the constraint
        refused("no_such_step", services.confirm_contract, contract=in_force, by=actor(name))


def test_each_duty_becomes_a_public_commitment_that_does_not_name_the_other_party(contract):
    one = contract(counterparty="柏思齐", counterparty_kind="individual", duties=[(date(2027, 3, 20), "向柏思齐移交场地")])
    duty = one.duties.get().commitment
    assert (duty.kind.code, duty.beneficiary, duty.deadline.due_on) == ("contract_duty", "合同相对方（个人）", date(2027, 3, 20))
    entry = PublicEntry.objects.get(key=f"commitment:{duty.pk}")
    assert "移交场地" in entry.title and "柏思齐" not in f"{entry.title}{entry.text}{entry.facts}"


def test_a_guarantee_without_legal_ground_is_refused_with_the_article(draft):
    assert "第六百八十三条" in refused("ground_missing", draft, kind="guarantee", legal_ground="  ")
    assert not Contract.objects.exists()
    assert draft(kind="guarantee", legal_ground="国务院关于转贷的批复").state == "draft"


def test_the_database_refuses_a_guarantee_without_legal_ground_too(draft):
    made, guarantee = draft(), ContractKind.objects.get(code="guarantee")
    with pytest.raises(IntegrityError, match="contract_has_its_ground"), transaction.atomic():
        Contract.objects.filter(pk=made.pk).update(kind=guarantee)
    with pytest.raises(IntegrityError, match="contract_has_its_ground"), transaction.atomic():
        Contract.objects.filter(pk=made.pk).update(kind=guarantee, needs_ground=False)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("bad_amount", {"amount": Decimal("0")}),
        ("bad_amount", {"amount": Decimal("1.001")}),
        ("bad_amount", {"amount": Decimal("NaN")}),
        ("bad_code", {"credit_code": "91420000MA4KXXXX0X"}),
        ("bad_day", {"signed_on": date(2027, 3, 11)}),
        ("bad_duties", {"duties": []}),
        ("bad_duties", {"duties": [(date(2027, 2, 27), "移交场地")]}),
        ("words_missing", {"title": "\0 "}),
        ("words_missing", {"duties": [(date(2027, 4, 1), " ")]}),
        ("words_too_long", {"duties": [(date(2027, 4, 1), "长" * 301)]}),
    ],
)
def test_odd_facts_are_refused(draft, code, changed):
    refused(code, draft, **changed)


def test_it_comes_into_force_signed_and_with_its_text(draft, actor):
    made = draft(signed_on=None, files=[])
    words = refused("missing", services.confirm_contract, contract=made, by=actor("he"))
    assert "签订日期" in words and "合同文本" in words


def test_nobody_registers_or_claims_a_duty_by_hand(promise, kind, contract, actor, paper):
    refused("bad_kind", register, by=actor("lin"), **promise(kind=kind("contract_duty")))
    duty = contract().duties.first().commitment
    refused("kept_elsewhere", claim_by_hand, commitment=duty, text="已移交", by=actor("lin"), files=[paper()])


def test_a_duty_is_claimed_with_evidence_and_verified_by_the_supervision_office(contract, actor, paper):
    duty = contract().duties.first()
    refused("evidence_missing", services.claim_duty, duty=duty, text="已移交", by=actor("lin"))
    refused("refused", services.claim_duty, duty=duty, text="已移交", by=actor("he"), files=[paper()])
    claimed = services.claim_duty(duty=duty, text="已移交", by=actor("lin"), files=[paper()]).commitment
    refused("refused", verify_claim, commitment=claimed, grade="kept", by=actor("he"))
    verify_claim(commitment=claimed, grade="kept", by=actor("jiang"))
    assert claimed.state == "kept"
    refused("not_open", services.claim_duty, duty=duty, text="已移交", by=actor("lin"), files=[paper()])


def test_a_missed_duty_breaches_the_contract_once(contract, now):
    made = contract()
    with time_machine.travel("2027-03-21 10:00+08:00", tick=False):
        sweep()
        deliver_all()
        assert now(made).state == "breached"
        assert "移交场地" in made.happened.get(payload__target="breached").payload["reason"]
        sweep()
        deliver_all()
    assert made.happened.filter(payload__target="breached").count() == 1
    assert Notice.objects.filter(title__startswith="合同已违约").count() == 2  # the clerk and the reviewer


def test_a_duty_that_was_decided_broken_breaches_the_contract(contract, now, actor):
    made = contract()
    declare_broken(commitment=made.duties.first().commitment, by=actor("jiang"), reason="场地已给别人")
    deliver_all()
    assert now(made).state == "breached"


def test_it_is_performed_or_settled_only_when_no_duty_is_open(contract, actor, paper):
    made = contract(duties=[(date(2027, 3, 20), "移交场地")])
    refused("missing", services.perform_contract, contract=made, by=actor("he"), reason="验收合格")
    duty = services.claim_duty(duty=made.duties.get(), text="已移交", by=actor("lin"), files=[paper()])
    refused("missing", services.perform_contract, contract=made, by=actor("he"), reason="验收合格")
    verify_claim(commitment=duty.commitment, grade="kept", by=actor("jiang"))
    assert services.perform_contract(contract=made, by=actor("he"), reason="验收合格").state == "performed"


def test_a_breach_is_settled_in_words_and_with_a_paper(contract, actor, paper):
    made = contract(duties=[(date(2027, 3, 20), "移交场地")])
    declare_broken(commitment=made.duties.get().commitment, by=actor("jiang"), reason="场地已给别人")
    deliver_all()
    refused("evidence_missing", services.settle_contract, contract=made, by=actor("he"), settlement="赔偿五万元")
    refused("words_missing", services.settle_contract, contract=made, by=actor("he"), settlement=" ", files=[paper()])
    settled = services.settle_contract(contract=made, by=actor("he"), settlement="赔偿五万元", files=[paper("和解协议.txt")])
    assert (settled.state, settled.settlement, settled.evidence.count()) == ("settled", "赔偿五万元", 2)


def test_terminating_withdraws_the_open_duties_and_stops_the_limits(contract, actor, paper):
    made = contract(kind="procurement")
    assert made.deadlines.filter(state="running").count() == 2
    first, second = made.duties.all()
    claimed = services.claim_duty(duty=first, text="已移交", by=actor("lin"), files=[paper()]).commitment
    refused("refused", services.terminate_contract, contract=made, by=actor("he"), reason="协议解除")
    refused("being_verified", services.terminate_contract, contract=made, by=actor("jiang"), reason="协议解除")
    verify_claim(commitment=claimed, grade="kept", by=actor("jiang"))
    services.terminate_contract(contract=made, by=actor("jiang"), reason="协议解除")
    second.commitment.refresh_from_db()
    assert second.commitment.state == "withdrawn"
    assert set(made.deadlines.values_list("state", flat=True)) == {"cancelled"}


def test_a_stage_without_responsible_person_cannot_begin(draft, actor, today):
    stage = draft().stages.first()
    refused("nobody_responsible", services.update_stage, stage=stage, by=actor("lin"), began_on=today)
    with pytest.raises(IntegrityError, match="contract_stage_has_its_person"), transaction.atomic():
        type(stage).objects.filter(pk=stage.pk).update(began_on=today)
    refused("refused", services.update_stage, stage=stage, by=actor("tang"), responsible="科长")
    words = {"responsible": "招商科科长", "began_on": today}
    refused("bad_day", services.update_stage, stage=stage, by=actor("lin"), **words, ended_on=today - timedelta(days=1))
    refused("bad_day", services.update_stage, stage=stage, by=actor("lin"), **words, ended_on=today + timedelta(days=1))
    assert services.update_stage(stage=stage, by=actor("lin"), **words).began_on == today


def test_procurement_limits_run_from_the_days_and_are_met_by_them(draft, actor, today):
    made = draft(kind="procurement", signed_on=None)
    enter = {"contract": made, "by": actor("lin")}
    refused("bad_event", services.enter_day, event="filed_on", on=today, **enter)
    services.enter_day(event="award_notice_on", on=date(2027, 1, 4), **enter)
    refused("bad_event", services.enter_day, event="award_notice_on", on=date(2027, 1, 5), **enter)
    refused("bad_day", services.enter_day, event="signed_on", on=date(2027, 1, 3), **enter)
    refused("bad_day", services.enter_day, event="signed_on", on=today + timedelta(days=1), **enter)
    refused("refused", services.enter_day, contract=made, by=actor("he"), event="signed_on", on=today)
    services.enter_day(event="signed_on", on=today, **enter)
    states = dict(made.deadlines.values_list("purpose", "state"))
    assert states == {"procurement_sign": "late", "procurement_publish": "running", "procurement_file": "running"}
    services.enter_day(event="published_on", on=today, **enter)
    assert made.deadlines.get(purpose="procurement_publish").state == "met"


def test_an_award_notice_that_is_entered_after_the_signing_hides_no_delay(draft, actor):
    """Signed on 28 February; 30 days after 4 January is Wednesday 3 February."""
    made = draft(kind="procurement")
    services.enter_day(contract=made, by=actor("lin"), event="award_notice_on", on=date(2027, 1, 4))
    limit = made.deadlines.get(purpose="procurement_sign")
    assert (limit.state, limit.due_on, limit.ended_on) == ("late", date(2027, 2, 3), date(2027, 2, 28))


def test_other_contracts_have_no_procurement_limits(draft, actor, today):
    made = draft(kind="tender", signed_on=None)
    services.enter_day(contract=made, by=actor("lin"), event="signed_on", on=today)
    assert not made.deadlines.exists()


def test_a_signing_after_the_day_of_a_duty_is_said_when_it_is_entered(draft, actor, today):
    """The day is entered once: with such a day the contract could never be put in force."""
    made = draft(signed_on=None, duties=[(today - timedelta(days=5), "移交场地")])
    enter = {"contract": made, "by": actor("lin"), "event": "signed_on"}
    refused("bad_day", services.enter_day, on=today, **enter)
    assert services.enter_day(on=today - timedelta(days=5), **enter).signed_on


def test_raw_sql_cannot_skip_a_step(draft):
    made = draft()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE commitments_contract SET state = 'performed' WHERE id = %s", [made.pk])


def test_a_contract_passes_to_the_successor_with_its_duties_and_limits(contract, draft, agencies, today):
    made, waiting = contract(kind="procurement"), draft()
    own, after = agencies["市人社局"], agencies["市民政局"]
    own.dissolved_on, own.successor = today, after
    own.save()
    reassign_orphans()
    assert {row.agency for row in Contract.objects.filter(pk__in=[made.pk, waiting.pk])} == {after}
    assert {duty.commitment.agency for duty in made.duties.all()} == {after}
    assert set(made.deadlines.values_list("agency", flat=True)) == {after.pk}


def test_procurement_limits_are_ended_before_the_contract_is(contract, actor, paper):
    made = contract(kind="procurement", duties=[(date(2027, 3, 20), "支付服务费")])
    duty = services.claim_duty(duty=made.duties.get(), text="已支付", by=actor("lin"), files=[paper()])
    verify_claim(commitment=duty.commitment, grade="kept", by=actor("jiang"))
    assert "政府采购期限" in refused("missing", services.perform_contract, contract=made, by=actor("he"), reason="验收合格")
