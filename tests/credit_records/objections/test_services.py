"""What an objection does to the record, its days counted by hand, and who is told."""

from datetime import date

import pytest
import time_machine

from core.accounts.actor import Actor
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.objections import services
from credit_records.objections.models import Objection
from credit_records.records import services as records
from credit_records.records.models import content_of
from tests.credit_records.objections.conftest import NOBODY, paper

pytestmark = pytest.mark.django_db


def says(record, **changes):
    return {name: value for name, value in content_of(record).items() if name != "severity"} | changes


def state_of(record):
    record.refresh_from_db()
    return record.state


def limits(objection):
    return dict(objection.deadlines.values_list("purpose", "due_on"))


def test_filing_marks_the_record_at_once(filed):
    objection = filed()
    assert state_of(objection.record) == "disputed"
    assert PublicEntry.objects.get().state == "异议处理中"


def test_seven_working_days_where_a_source_unit_is_asked_and_three_for_its_answer(filed, actor):
    with time_machine.travel("2026-11-02 10:00+08:00"):  # a Monday
        objection = filed()
    with time_machine.travel("2026-11-03 10:00+08:00"):
        objection = services.ask_source(objection=objection, by=actor("meng"))
    assert limits(objection) == {"objection": date(2026, 11, 11), "answer": date(2026, 11, 6)}


def test_three_working_days_for_what_the_system_drafted(missed, actor, object_to):
    with time_machine.travel("2026-07-01 10:00+08:00"):
        limit = missed()
        sweep()
        records.open_missed_drafts(deadlines_missed=[limit.pk], by=Actor.system("test"))
    with time_machine.travel("2026-11-02 10:00+08:00"):
        from credit_records.records.models import CreditRecord

        record = records.submit_record(record=CreditRecord.objects.get(), by=actor("meng"))
        objection = object_to(records.confirm_record(record=record, by=actor("ye"), reason="属实"))
    assert (objection.source, limits(objection)) == (None, {"objection": date(2026, 11, 5)})


def test_while_the_source_unit_has_time_nothing_is_proposed(asked, propose):
    with time_machine.travel("2026-11-02 10:00+08:00"):
        objection = asked()  # to answer by the 5th
    with time_machine.travel("2026-11-05 23:00+08:00"), pytest.raises(DomainError, match="答复期限还没有到"):
        propose(objection)
    with time_machine.travel("2026-11-06 00:10+08:00"):
        assert propose(objection).state == "proposed"
    assert objection.deadlines.get(purpose="answer").state == "cancelled"


@pytest.mark.parametrize("before", ["in_force", "corrected"])
def test_upheld_it_stands_as_before(before, in_force, corrected, object_to, actor, propose, decide):
    record = {"in_force": in_force, "corrected": corrected}[before]()
    objection = services.ask_source(objection=object_to(record), by=actor("meng"))
    objection = services.answer_objection(objection=objection, by=actor("su"), answer="记录无误。")
    # ye approved the correction and confirmed the record: meng proposes and song decides
    assert decide(propose(objection)).state == "upheld"
    assert state_of(record) == before
    assert objection.deadlines.get(purpose="objection").state == "met"


def test_corrected_it_says_what_was_proposed(answered, propose, decide):
    objection = answered()
    content = says(objection.record, title="市住建局拖欠维修款（已付一半）")
    decide(propose(objection, "corrected", **content))
    assert (state_of(objection.record), objection.record.title) == ("corrected", "市住建局拖欠维修款（已付一半）")
    assert objection.record.versions.get().title == "市住建局拖欠维修款"


def test_revoked_it_is_shown_nowhere(proposed, decide):
    objection = decide(proposed("revoked"))
    assert (objection.state, state_of(objection.record)) == ("revoked", "revoked")
    assert PublicEntry.objects.get().withdrawn_at


def test_nothing_changes_before_the_decision(proposed):
    assert state_of(proposed("revoked").record) == "disputed"


def test_a_returned_proposal_leaves_no_change_behind(proposed, actor, propose, decide):
    objection = services.return_proposal(objection=proposed("revoked"), by=actor("song"), reason="还要看合同")
    assert (objection.state, objection.record.revisions.get().state) == ("answered", "refused")
    assert decide(propose(objection, "upheld")).state == "upheld"


def test_the_mark_goes_with_the_last_objection(answered, citizen, propose, decide, actor):
    first = answered()
    second = citizen(first.record)
    decide(propose(first))
    assert state_of(first.record) == "disputed"
    services.refuse_objection(objection=second, by=actor("meng"), reason="没有新的事实")
    assert state_of(first.record) == "in_force"


def test_what_was_corrected_stays_marked_while_another_objects(answered, citizen, propose, decide):
    objection = answered()
    citizen(objection.record)
    decide(propose(objection, "corrected", **says(objection.record, title="新标题")))
    assert (state_of(objection.record), objection.record.title) == ("disputed", "新标题")


def test_when_it_was_revoked_the_other_objections_can_be_decided(answered, citizen, propose, decide, actor):
    first = answered()
    second = services.ask_source(objection=citizen(first.record), by=actor("meng"))
    second = services.answer_objection(objection=second, by=actor("su"), answer="见前件。")
    decide(propose(first, "revoked"))
    second = decide(propose(second, "revoked"))
    assert (second.state, second.revision) == ("revoked", None)


def test_an_objection_to_what_has_ended_meanwhile_is_still_decided(answered, propose, decide):
    with time_machine.travel("2026-11-02 10:00+08:00"):
        objection = answered()
    with time_machine.travel("2030-01-10 10:00+08:00"):
        sweep()
        deliver_all()
        assert state_of(objection.record) == "expired"
        assert decide(propose(objection)).state == "upheld"
    assert state_of(objection.record) == "expired"


def test_what_does_not_stand_is_not_objected_to(in_force, revoke, object_to):
    with pytest.raises(DomainError, match="是“已撤销”"):
        object_to(revoke(in_force(), "改判"))


def test_the_office_corrects_nothing_of_its_own_while_somebody_objects(in_force, object_to, actor):
    record = in_force()
    revision = records.propose_revocation(record=record, by=actor("meng"), reason="改判")
    object_to(record)
    with pytest.raises(DomainError, match="在异议里"):
        records.approve_revision(revision=revision, by=actor("ye"), reason="同意")


def test_a_withdrawn_objection_ends_mark_and_clocks(asked, actor):
    objection = services.withdraw_objection(objection=asked(), by=actor("qiao"))
    assert (objection.state, state_of(objection.record)) == ("withdrawn", "in_force")
    assert set(objection.deadlines.values_list("state", flat=True)) == {"cancelled"}


def test_an_appraisal_stops_the_clock(filed, actor):
    with time_machine.travel("2026-11-02 10:00+08:00"):
        objection = services.pause_objection(objection=filed(), by=actor("meng"), reason="工程质量鉴定")
    with time_machine.travel("2026-11-09 10:00+08:00"):
        services.resume_objection(objection=objection, by=actor("meng"))
    # the seven working days of 3 to 11 November begin on the day after the 9th
    assert limits(objection)["objection"] == date(2026, 11, 18)


def test_only_the_office_stops_it(filed, actor):
    with pytest.raises(DomainError, match="由信用办"):
        services.pause_objection(objection=filed(), by=actor("tang"), reason="鉴定")


@pytest.mark.parametrize(
    "changes, words",
    [({"grounds": []}, "选择记录哪里有误"), ({"grounds": ["weather"]}, "选择记录哪里有误"), ({"text": " \0"}, "填写说明")],
)
def test_it_says_what_is_wrong(changes, words, in_force, object_to):
    with pytest.raises(DomainError, match=words):
        object_to(in_force(), **changes)
    assert not Objection.objects.exists()


def test_evidence_stays_with_the_objection(in_force, object_to):
    assert object_to(in_force(), files=[paper()]).evidence.get().name == "付款凭证.txt"


def test_the_receipt_is_known_to_its_holder_only(in_force, citizen):
    objection = citizen(in_force())
    assert objection.receipt not in str(list(Objection.objects.values()))
    from credit_records.objections.queries import with_receipt

    assert with_receipt(objection.receipt.lower().replace("-", " ")) == objection
    assert with_receipt("2222-2222-2222") is None


def test_a_citizen_takes_it_back_with_the_receipt(in_force, citizen):
    objection = citizen(in_force())
    services.withdraw_by_receipt(code=objection.receipt, by=NOBODY)
    assert state_of(objection.record) == "in_force"
    with pytest.raises(DomainError, match="没有这个回执码"):
        services.withdraw_by_receipt(code="2222-2222-2222", by=NOBODY)


def test_citizens_object_only_to_what_the_public_sees(in_force, people, citizen):
    with pytest.raises(DomainError, match="没有公示"):
        citizen(in_force(subject=people["tang"].civil_servant))


def test_the_decision_is_said_for_everybody_who_got_the_record(proposed, decide):
    objection = decide(proposed("revoked"))
    event = Event.objects.get(name=names.OBJECTION_DECIDED)
    assert (event.object_id, event.payload["target"], event.payload["record"]) == (objection.pk, "revoked", objection.record_id)


def told(beginning):
    deliver_all()
    return set(Notice.objects.filter(title__startswith=beginning).values_list("user__username", flat=True))


def test_who_is_told_what(proposed, decide):
    objection = proposed()
    assert told("有新的异议") == {"ye", "meng", "song"}
    assert told("请核查异议") == {"su", "fang"}
    assert told("请决定异议") == {"song"}
    decide(objection)
    assert told("异议已有决定") == {"tang", "qiao", "su", "fang"}


def test_nobody_without_a_role_files_through_the_office(in_force):
    with pytest.raises(DomainError):
        services.file_objection(record=in_force(), by=Actor(), grounds=["facts"], text="不属实")
