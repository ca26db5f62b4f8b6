"""更正和撤销: proposed by one, approved by another; what was said stays readable; and the mark of a dispute."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from core.accounts.actor import Actor
from core.errors import DomainError
from core.search.models import PublicEntry
from credit_records.records import services
from credit_records.records.models import CreditRecord, RecordVersion, Revision, content_of

pytestmark = pytest.mark.django_db
WATCH = Actor.system("test")


def says(record, **changes):
    return {name: value for name, value in content_of(record).items() if name != "severity"} | changes


@pytest.fixture
def proposed(in_force, actor):
    """A correction of the title of a record in force, proposed by ye."""
    record = in_force()
    return services.propose_correction(record=record, by=actor("ye"), reason="单位写错了", **says(record, title="新标题"))


def test_what_it_said_becomes_a_version_that_says_who_when_and_why(in_force, correct, people):
    record = correct(in_force(title="旧标题"), reason="单位写错了", title="新标题")
    version = record.versions.get()
    assert (record.title, record.state, record.version) == ("新标题", "corrected", 2)
    assert (version.title, version.number, version.replaced_by, version.reason) == ("旧标题", 1, people["ye"], "单位写错了")
    assert (version.began_at, version.ended_at) == (record.decided_at, record.version_began_at)


def test_the_public_reads_what_it_says_now(in_force, correct):
    correct(in_force(title="旧标题"), title="新标题")
    entry = PublicEntry.objects.get()
    assert (entry.title, entry.state, entry.facts["version"]) == ("新标题", "公示中", 2)


def test_nothing_changes_before_another_approves(proposed):
    proposed.record.refresh_from_db()
    assert (proposed.record.title, proposed.record.state) == ("市住建局拖欠维修款", "in_force")


@pytest.mark.parametrize("decide", [services.approve_revision, services.refuse_revision])
def test_who_proposed_does_not_decide(decide, proposed, actor):
    with pytest.raises(DomainError, match="不能是同一人"):
        decide(revision=proposed, by=actor("ye"), reason="属实")
    assert Revision.objects.get().state == "proposed"


def test_the_database_keeps_proposer_and_approver_apart(in_force, correct):
    correct(in_force(), title="新标题")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE credit_records_revision SET decided_by_id = created_by_id")


def test_a_refusal_leaves_the_record_as_it_is(proposed, actor):
    services.refuse_revision(revision=proposed, by=actor("meng"), reason="标题没有错")
    proposed.record.refresh_from_db()
    assert (proposed.record.title, proposed.record.version) == ("市住建局拖欠维修款", 1)


@pytest.mark.parametrize("username", ["su", "tang", "jiang", "qin", "admin"])
def test_only_the_office_proposes(username, in_force, actor):
    with pytest.raises(DomainError) as error:
        services.propose_revocation(record=in_force(), by=actor(username), reason="有误")
    assert error.value.code == "refused"


def test_one_proposal_at_a_time(proposed, actor):
    with pytest.raises(DomainError, match="已有一项变更等待批准"):
        services.propose_revocation(record=proposed.record, by=actor("meng"), reason="改判")


def test_what_changes_nothing_is_no_correction(in_force, actor):
    record = in_force()
    with pytest.raises(DomainError, match="完全一样"):
        services.propose_correction(record=record, by=actor("ye"), reason="没有改", **says(record))


def test_what_does_not_stand_is_not_corrected(in_force, revoke, actor):
    record = revoke(in_force(), "改判")
    with pytest.raises(DomainError, match="是“已撤销”"):
        services.propose_correction(record=record, by=actor("ye"), reason="有误", **says(record, title="新"))


def test_a_corrected_day_moves_the_period(in_force, correct):
    words = {"document_name": "判决书", "happened_on": date(2026, 2, 2)}
    with time_machine.travel("2026-09-21 10:00+08:00"):
        record = in_force(code="judgment_not_performed", document_on=date(2026, 7, 1), **words)
    with time_machine.travel("2026-10-08 10:00+08:00"):
        record = correct(record, document_on=date(2026, 3, 1))
    assert (record.repairable_on, record.period_ends_on) == (date(2027, 3, 1), date(2029, 3, 1))
    assert [period.state for period in record.deadlines.filter(is_period=True).order_by("pk")] == ["cancelled", "running"]


def test_a_correction_to_what_is_not_public_takes_it_down(in_force, correct, record_type):
    correct(in_force(), type=record_type("audit_findings_not_mended"), document_name="审计报告", document_on=date(2026, 7, 1))
    assert PublicEntry.objects.get().withdrawn_at


def test_versions_do_not_overlap(in_force, correct):
    record = correct(in_force(), title="新标题")
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordVersion.objects.create(**content_of(record), record=record, number=7, began_at=record.decided_at, ended_at=timezone.now(),
                                     replaced_by=record.confirmed_by, reason="重叠")  # fmt: skip


def test_a_dispute_shows_on_the_public_page_and_changes_nothing_else(in_force, client):
    record = services.dispute_record(record=in_force(), by=WATCH)
    assert "异议处理中" in client.get(reverse("public_record", args=[record.pk])).text
    assert CreditRecord.objects.in_force().exists()


@pytest.mark.parametrize("before", ["in_force", "corrected"])
def test_after_a_dispute_it_stands_as_before(before, in_force, corrected, client):
    record = {"in_force": in_force, "corrected": corrected}[before]()
    record = services.end_dispute(record=services.dispute_record(record=record, by=WATCH), by=WATCH, reason="异议不成立")
    assert record.state == before
    assert "异议处理中" not in client.get(reverse("public_record", args=[record.pk])).text


def test_while_it_is_disputed_only_the_objection_changes_it(disputed, actor):
    record = disputed()
    with pytest.raises(DomainError, match="在异议里"):
        services.propose_revocation(record=record, by=actor("ye"), reason="改判")
    revision = services.propose_revocation(record=record, by=actor("ye"), reason="改判", origin="objection")
    with pytest.raises(DomainError, match="在异议的页面上"):
        services.approve_revision(revision=revision, by=actor("meng"), reason="同意")


def test_a_repair_ends_everything_public_on_the_day(in_force, actor):
    record = services.repair_record(record=in_force(), by=actor("meng"), reason="已付清，公开承诺")
    assert (record.state, record.ended_on, record.live_period) == ("repaired", timezone.localdate(), None)
    assert PublicEntry.objects.get().withdrawal_reason == "已付清，公开承诺"


def test_on_the_pages_one_proposes_and_another_approves(in_force, signed_in):
    record, ye, meng = in_force(), signed_in("ye"), signed_in("meng")
    url = reverse("record_correct", args=[record.pk])
    assert "市住建局拖欠维修款" in ye.get(url).text
    answers = {"type": record.type_id, "title": "新标题", "facts": record.facts, "happened_on": "2026-6-30", "reason": "写错了"}
    revision = ye.post(url, answers, follow=True).context["object"]
    assert "新标题" in meng.get(revision.get_absolute_url()).text
    meng.post(reverse("revision_approve", args=[revision.pk]), {"reason": "核对属实"})
    text = meng.get(record.get_absolute_url()).text
    assert "新标题" in text and "第1版（已更正）" in text and "写错了" in text


def test_who_is_named_reads_the_versions_but_not_who_wrote_them(in_force, correct, people, signed_in):
    record = correct(in_force(subject=people["tang"].civil_servant), title="新标题")
    text = signed_in("tang").get(record.get_absolute_url()).text
    assert "第1版（已更正）" in text
    assert not any(name in text for name in ("苏明远", "叶知秋", "孟清和"))


def test_the_staff_of_the_agency_concerned_reads_the_office_not_the_person(in_force, signed_in):
    text = signed_in("qiao").get(in_force().get_absolute_url()).text
    assert "市政府办公室" in text and "苏明远" not in text and "叶知秋" not in text


def test_what_is_over_is_not_corrected_before_the_sweep_comes_by(proposed, actor):
    """Otherwise it would have stood on the days from its end to the correction."""
    later = proposed.record.period_ends_on
    with time_machine.travel(timezone.make_aware(datetime(later.year, later.month, later.day, 9))):
        with pytest.raises(DomainError) as refusal:
            services.approve_revision(revision=proposed, by=actor("meng"), reason="属实")
        assert refusal.value.code == "period_over"
        with pytest.raises(DomainError) as refusal:
            services.propose_correction(record=proposed.record, by=actor("meng"), reason="有误", **says(proposed.record, title="又一个"))
        assert refusal.value.code == "period_over"
