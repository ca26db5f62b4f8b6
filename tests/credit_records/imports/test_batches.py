"""A sheet, from the upload to the confirmation: all or nothing, the same twice adds nothing, maker is not checker."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.directory.models import Agency
from core.errors import DomainError
from core.events.services import deliver_all
from core.jobs.services import run_waiting
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.imports import batches, services
from credit_records.records.models import CreditRecord, RecordBatch
from credit_records.records.services import confirm_many
from tests.credit_records.imports.conftest import GOOD, PAPERED, csv_of, many, paper

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


@pytest.fixture
def confirm(actor):
    """confirm(batch) by ye, who did not make it."""

    def make(batch, by="ye"):
        batches.ask_to_confirm(batch=batch, by=actor(by), reason="抽查10条，与台账一致")
        run_waiting()
        batch.refresh_from_db()
        return batch

    return make


def test_checking_enters_nothing(upload):
    batch = upload([*many(2), GOOD | {"单位名称": "无此单位"}])
    assert (batch.state, batch.good, batch.bad, batch.known) == ("checked", 2, 1, 0)
    assert not CreditRecord.objects.exists()


def test_one_bad_row_keeps_all_out(upload, actor):
    batch = upload([*many(2), GOOD | {"单位名称": "无此单位"}])
    with pytest.raises(DomainError, match="一行也不录"):
        services.ask_to_enter(batch=batch, by=actor("su"))


def test_what_goes_wrong_after_the_check_keeps_all_out(upload, actor):
    batch = upload(many(3))
    services.ask_to_enter(batch=batch, by=actor("su"))
    Agency.objects.filter(short_name="市住建局").update(dissolved_on=timezone.localdate())
    run_waiting()
    batch.refresh_from_db()
    assert (batch.job.state, batch.state) == ("failed", "checked")
    assert "第2行不能录入了" in batch.job.error
    assert not CreditRecord.objects.exists()


def test_what_was_entered_waits_for_the_office(enter, people):
    batch = enter(many(3))
    assert (batch.state, batch.entered_by) == ("in_review", people["su"])
    assert set(CreditRecord.objects.values_list("state", "batch_id", "created_by__username")) == {("in_review", batch.pk, "su")}
    assert batch.deadlines.live().get().purpose == "review_batch"


def test_the_same_sheet_twice_adds_nothing(enter, upload, actor):
    enter(many(3))
    batch = upload(many(3))
    assert (batch.good, batch.known) == (0, 3)
    with pytest.raises(DomainError, match="都已经有了"):
        services.ask_to_enter(batch=batch, by=actor("su"))
    assert CreditRecord.objects.count() == 3


def test_one_new_row_in_an_old_sheet_adds_one(enter):
    enter(many(3))
    assert enter(many(4)).good == 1
    assert CreditRecord.objects.count() == 4


def test_another_person_confirms_all_at_once(enter, confirm, people):
    batch = confirm(enter([*many(3), PAPERED]))
    assert (batch.state, batch.decided_by) == ("confirmed", people["ye"])
    records = CreditRecord.objects.order_by("pk")
    assert {record.state for record in records} == {"in_force"}
    assert [record.number for record in records] == [f"信录〔{YEAR}〕{number}号" for number in (1, 2, 3, 4)]
    assert all(record.live_period.due_on == record.period_ends_on for record in records)
    assert PublicEntry.objects.filter(withdrawn_at=None, kind="record").count() == 4
    assert records.last().repairable_on.isoformat() == "2026-10-10"  # 3 months from the paper of 10 July


@pytest.mark.parametrize("by, code", [("su", "refused"), ("fang", "refused"), ("jiang", "refused")])
def test_who_made_it_or_has_no_such_role_does_not_confirm(by, code, enter, actor):
    with pytest.raises(DomainError) as error:
        batches.ask_to_confirm(batch=enter(many(1)), by=actor(by), reason="属实")
    assert error.value.code == code


def test_a_batch_of_the_office_is_confirmed_by_a_colleague(upload, actor):
    batch = services.ask_to_enter(batch=upload(many(2), by="ye"), by=actor("ye"))
    run_waiting()
    with pytest.raises(DomainError, match="不能是同一人"):
        batches.ask_to_confirm(batch=batch, by=actor("ye"), reason="属实")


def test_a_refused_batch_leaves_records_that_are_none_and_can_come_again(enter, upload, actor):
    batch = enter(many(2))
    batches.ask_to_refuse(batch=batch, by=actor("ye"), reason="台账没有盖章")
    run_waiting()
    batch.refresh_from_db()
    assert (batch.state, set(CreditRecord.objects.values_list("state", flat=True))) == ("refused", {"dismissed"})
    assert upload(many(2)).good == 2


def test_what_concerns_the_reviewer_is_left_to_a_colleague(enter, confirm, people, actor):
    batch = enter([*many(1), GOOD | {"单位名称": "市信用办", "姓名": "叶知秋", "记录类型": "轻微失约，已及时改正"}])
    batch = confirm(batch)
    left = CreditRecord.objects.get(state="in_review")
    assert (batch.state, left.file.civil_servant) == ("in_review", people["ye"].civil_servant)
    confirm(batch, by="meng")
    assert not CreditRecord.objects.filter(state="in_review").exists()


def test_the_author_is_told_once_a_batch(enter, confirm, people):
    confirm(enter(many(5)))
    deliver_all()
    assert Notice.objects.filter(user=people["su"], title__contains="整批信用记录已生效").count() == 1
    assert not Notice.objects.filter(user=people["su"], title__startswith="信用记录已生效").exists()


def test_many_cost_as_many_statements_as_few(enter, actor):
    counts = []
    for batch in (enter(many(3)), enter([row | {"事实": "另一回。"} for row in many(60)])):
        with CaptureQueriesContext(connection) as captured:
            confirm_many(records=CreditRecord.objects.filter(batch=batch), by=actor("ye"), reason="属实")
        counts.append(len(captured))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("空表.csv", b"", "是空文件"),
        ("别的列.csv", "甲,乙\n1,2\n".encode(), "列"),
        ("图片.xlsx", b"PK\x03\x04 nothing", "打不开|不是|损坏"),
        ("公式.csv", csv_of([GOOD | {"标题": "=1+1"}]), None),
    ],
)
def test_a_sheet_that_can_not_be_read_is_said_at_once(name, content, words, actor, agencies):
    def send():
        return services.upload(by=actor("su"), title="台账", file=SimpleUploadedFile(name, content), files=[paper()])

    if words:
        with pytest.raises(DomainError, match=words) as error:
            send()
        assert error.value.data.get("field") in ("file", None)
    else:
        batch = send()
        run_waiting()
        batch.refresh_from_db()
        assert batch.bad == 1


def test_a_sheet_larger_than_the_limit_is_refused(actor, agencies):
    large = SimpleUploadedFile("台账.csv", csv_of([GOOD]))
    large.size = 200 * 1024 * 1024
    with pytest.raises(DomainError, match="超过了") as error:
        services.upload(by=actor("su"), title="台账", file=large, files=[paper()])
    assert error.value.data["field"] == "file"


def test_on_the_pages_from_the_upload_to_the_bad_rows(signed_in, agencies):
    su = signed_in("su")
    answers = {
        "title": "第三季度台账",
        "file": SimpleUploadedFile("台账.csv", csv_of([GOOD, GOOD | {"单位名称": "无此单位"}])),
        "files": paper(),
    }
    response = su.post(reverse("import_new"), answers)
    batch = RecordBatch.objects.get()
    assert (response.status_code, response.url) == (302, batch.get_absolute_url())
    run_waiting()
    text = su.get(batch.get_absolute_url()).text
    assert "有误的行" in text and "上传改好的表格" in text
    exported = su.get(reverse("import_rows", args=[batch.pk]), {"kind": "bad", "format": "csv"}).getvalue().decode()
    assert "无此单位" in exported and "原因" in exported


def test_on_the_pages_entering_and_confirming(upload, signed_in):
    batch = upload(many(2))
    assert "把2条记录全部录入" in signed_in("su").get(batch.get_absolute_url()).text
    signed_in("su").post(reverse("import_enter", args=[batch.pk]))
    run_waiting()
    assert "确认全部生效" in signed_in("ye").get(batch.get_absolute_url()).text
    signed_in("ye").post(reverse("import_confirm", args=[batch.pk]), {"reason": "抽查一致"})
    run_waiting()
    assert CreditRecord.objects.filter(state="in_force").count() == 2
    assert "整批确认" in signed_in("su").get(batch.get_absolute_url()).text


def test_another_agency_sees_no_batch(upload, signed_in):
    assert signed_in("lin").get(upload(many(1)).get_absolute_url()).status_code == 404
