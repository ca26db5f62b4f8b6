"""The pages: who sees what, what a page offers, what a refusal looks like, how many statements a page costs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.directory.models import CivilServant
from credit_records.records import services
from credit_records.records.models import CreditRecord

pytestmark = pytest.mark.django_db

EVERYBODY = ("lin", "he", "tang", "qiao", "su", "fang", "ye", "meng", "jiang", "qin", "admin")
ENTERED = {"su", "fang"}  # 市政府办公室, whose record it is
OFFICE = {"ye", "meng"}
SUBJECT = {"tang", "qiao"}  # 市住建局, which it is about
OVERSEERS = {"jiang", "qin"}


def readers(record):
    from core.accounts.models import User

    users = User.objects.filter(username__in=EVERYBODY)
    return {user.username for user in users if CreditRecord.objects.visible_to(user).filter(pk=record.pk).exists()}


def page(record, name="record"):
    return reverse(name, args=[record.pk])


def test_who_sees_a_draft(draft):
    assert readers(draft()) == ENTERED | OFFICE


def test_who_sees_a_record_under_review(in_review):
    assert readers(in_review()) == ENTERED | OFFICE


def test_who_sees_a_dismissed_record(in_review, actor):
    assert readers(services.dismiss_record(record=in_review(), by=actor("ye"), reason="不实")) == ENTERED | OFFICE


def test_who_sees_a_record_in_force(in_force):
    assert readers(in_force()) == ENTERED | OFFICE | SUBJECT | OVERSEERS


def test_who_sees_a_revoked_record(in_force, revoke):
    assert readers(revoke(in_force(), "改判")) == ENTERED | OFFICE | SUBJECT | OVERSEERS


def test_a_civil_servants_record_is_not_for_colleagues(in_force, people):
    assert readers(in_force(subject=people["tang"].civil_servant)) == ENTERED | OFFICE | OVERSEERS | {"tang"}


def test_what_one_may_not_see_is_not_there(draft, signed_in):
    record, tang = draft(), signed_in("tang")
    for name in (
        "record",
        "record_edit",
        "record_prove",
        "record_submit",
        "record_confirm",
        "record_send_back",
        "record_dismiss",
        "record_revoke",
    ):
        assert tang.get(page(record, name)).status_code == 404
        if name != "record":
            assert tang.post(page(record, name), {"reason": "理由"}).status_code == 404


def test_a_visitor_is_asked_to_sign_in(draft, client):
    response = client.get(page(draft()))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("login"))


def test_the_reviewer_finds_the_form_the_checks_and_the_people(in_review, signed_in):
    text = signed_in("ye").get(page(in_review())).text
    for words in (
        "决定这条记录是否生效",
        "有佐证材料",
        "退回补充",
        "不予认定",
        "叶知秋（你）",
        "孟清和",
        "顾长青签收催告函",
        "苏明远录入草稿",
    ):
        assert words in text


def test_who_cannot_decide_is_offered_nothing(in_review, signed_in):
    response = signed_in("su").get(page(in_review()))
    assert "now-panel" not in response.text
    assert "叶知秋" in response.text  # but is told who can


def test_confirming_on_the_page(in_review, signed_in):
    record = in_review()
    response = signed_in("ye").post(page(record, "record_confirm"), {"reason": "核对了合同"}, follow=True)
    record.refresh_from_db()
    assert (record.state, response.redirect_chain) == ("in_force", [(page(record), 302)])
    assert "记录已经生效" in response.text


def test_a_refusal_stands_at_the_form_and_loses_nothing(draft, actor, signed_in):
    record = services.submit_record(record=draft(), by=actor("ye"))
    response = signed_in("ye").post(page(record, "record_confirm"), {"reason": "我写了很久的理由"})
    assert response.status_code == 422
    assert "录入和审核不能是同一人" in response.text
    assert "我写了很久的理由" in response.text


def test_entering_a_record_with_its_evidence(signed_in, agencies, record_type):
    answers = {
        "agency": agencies["市住建局"].pk,
        "type": record_type("payment_default").pk,
        "title": "拖欠维修款",
        "facts": "合同款到期未付。",
        "happened_on": "2026-6-30",
        "files": SimpleUploadedFile("催告函.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"),
    }
    response = signed_in("su").post(reverse("record_new"), answers)
    record = CreditRecord.objects.get()
    assert (response.status_code, response.url) == (302, page(record))
    assert (record.title, record.evidence.get().name) == ("拖欠维修款", "催告函.pdf")


def person_form(signed_in, agencies, record_type, person):
    answers = {
        "agency": agencies["市住建局"].pk,
        "person": person,
        "type": record_type("disciplined_warning").pk,
        "title": "受处分",
        "facts": "警告处分。",
        "document_name": "处分决定书",
        "document_on": "2026-7-10",
    }
    return signed_in("su").post(reverse("record_new"), answers | {"happened_on": "2026-6-30"})


def test_a_civil_servant_is_found_by_name_in_the_agency(signed_in, agencies, record_type, people):
    person_form(signed_in, agencies, record_type, "唐一鸣")
    assert CreditRecord.objects.get().file.civil_servant == people["tang"].civil_servant


def test_a_name_that_is_not_there_is_said_at_its_field(signed_in, agencies, record_type):
    response = person_form(signed_in, agencies, record_type, "无此人")
    assert response.status_code == 422
    assert "市住建局的名录里没有这个人" in response.text


def test_of_two_with_one_name_the_title_decides(signed_in, agencies, record_type):
    for title in ("科长", "副科长"):
        CivilServant.objects.create(name="丁宁", agency=agencies["市住建局"], title=title)
    assert "几位同名" in person_form(signed_in, agencies, record_type, "丁宁").text
    person_form(signed_in, agencies, record_type, "丁宁 副科长")
    assert CreditRecord.objects.get().file.civil_servant.title == "副科长"


def test_who_enters_no_records_is_told_so(signed_in):
    response = signed_in("jiang").get(reverse("record_new"))
    assert response.status_code == 403


def test_correcting_a_draft_begins_with_what_is_there(draft, signed_in):
    record, su = draft(), signed_in("su")
    assert "市住建局拖欠维修款" in su.get(page(record, "record_edit")).text
    answers = {"type": record.type_id, "title": "改过的标题", "facts": "改", "happened_on": "2026-6-30", "basis": ""}
    assert su.post(page(record, "record_edit"), answers).status_code == 302
    record.refresh_from_db()
    assert record.title == "改过的标题"


def test_the_public_reads_the_public_entry_until_it_is_taken_down(in_force, revoke, client):
    record = in_force()
    text = client.get(page(record, "public_record")).text
    assert "顾某某签收催告函" in text and "顾长青" not in text and "苏明远" not in text
    revoke(record, "改判")
    assert client.get(page(record, "public_record")).status_code == 404


def test_the_public_never_sees_a_draft(draft, client):
    assert client.get(page(draft(), "public_record")).status_code == 404


def queries(client, url):
    client.get(url)  # the first visit also fills caches
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_thirty_records_cost_as_many_statements_as_three(draft, signed_in):
    ye = signed_in("ye")
    for _count in range(3):
        draft(proved=False)
    few = queries(ye, reverse("records"))
    for _count in range(15):
        draft(proved=False)
    assert queries(ye, reverse("records")) == few <= 16


def test_a_record_costs_a_fixed_number_of_statements(in_review, signed_in):
    assert queries(signed_in("ye"), page(in_review())) <= 27


@pytest.mark.parametrize("state, count", [("", 3), ("draft", 1), ("in_review", 1), ("in_force", 1), ("nonsense", 0)])
def test_filtering_by_state(state, count, draft, in_review, in_force, signed_in):
    draft(), in_review(), in_force()
    response = signed_in("ye").get(reverse("records"), {"state": state})
    assert len(response.context["rows"]) == count


def test_the_list_exports_what_it_shows(in_force, signed_in):
    in_force(title="拖欠维修款")
    text = signed_in("ye").get(reverse("records"), {"format": "csv", "dimension": "commerce"}).getvalue().decode()
    assert "记录,维度和程度,被记录,生效日期,编号,审核期限,期限情况,状态" in text
    assert "拖欠维修款,商务维度，一般失信,云澜市住房和城乡建设局," in text


def test_what_waits_for_whom(draft, actor, signed_in):
    draft(title="待提交")
    services.submit_record(record=draft(title="叶知秋提交的"), by=actor("ye"))
    waiting = {name: signed_in(name).get(reverse("records_waiting")).text for name in ("su", "ye", "meng", "jiang")}
    assert {name for name, text in waiting.items() if "待提交" in text} == {"su"}
    assert {name for name, text in waiting.items() if "叶知秋提交的" in text} == {"meng"}
    assert "没有等你办的记录" in waiting["jiang"]


def test_that_there_is_a_draft_about_an_agency_is_not_told_by_the_filter(draft, signed_in, agencies):
    draft()
    option = f'<option value="{agencies["市住建局"].pk}"'
    assert option in signed_in("su").get(reverse("records")).content.decode()
    assert option not in signed_in("zhuang").get(reverse("records")).content.decode()
