"""The pages of lawful change, from the form on a commitment to the public page."""

import pytest
from django.test import Client
from django.urls import reverse

from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.changes.services import decide_change
from commitments.register.services import register

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:3000]
    return response.content.decode()


def sent(commitment, paper, **changed):
    same = {name: getattr(commitment, name) for name in ("title", "text", "criterion", "beneficiary")}
    told = {"explanation": "因防汛，机房要搬迁。", "affected": "全市用人单位", "consultation": "开了座谈会。"}
    compensation = {"compensation": "no", "compensation_words": "没有人受损失。"}
    reason = {"reason": LawfulReason.objects.get(code="public_interest").pk}
    return same | told | compensation | reason | {"files": [paper()]} | changed


def test_from_the_commitment_to_the_public_page(signed_in, commitment, paper):
    clerk, supervisor = signed_in("lin"), signed_in("jiang")
    address = reverse("change_new", args=[commitment.pk])
    assert address in body(clerk.get(commitment.get_absolute_url())) and address not in body(supervisor.get(commitment.get_absolute_url()))
    form = body(clerk.get(address))
    assert "不是变更的理由" in form and "最多延长120个工作日" in form and "第三十一条" in form
    assert clerk.post(address, sent(commitment, paper, text="改后的原文。", extension="10")).status_code == 302
    request = ChangeRequest.objects.get()
    page = body(supervisor.get(request.get_absolute_url()))
    assert "现在要做：审批这份变更申请" in page and "改后的原文。" in page and commitment.text in page and "10个工作日" in page
    decide = reverse("change_decide", args=[request.pk])
    assert "填写审批意见" in body(supervisor.post(decide, {"outcome": "approved"}), 422)
    assert supervisor.post(decide, {"outcome": "approved", "reason": "属实。"}).status_code == 302
    for client, url in ((Client(), f"/commitments/{commitment.pk}/"), (clerk, commitment.get_absolute_url())):
        page = body(client.get(url))
        assert "依法变更" in page and "改后的原文。" in page and commitment.text in page and "因防汛，机房要搬迁。" in page
    assert "已依法变更" in body(Client().get("/commitments/")) and "已依法变更" in body(clerk.get("/work/commitments/"))


def test_a_refused_form_loses_nothing(signed_in, commitment, paper):
    data = sent(commitment, paper, text="改后的原文。", reason=LawfulReason.objects.get(code="misstated").pk, extension="3")
    page = body(signed_in("lin").post(reverse("change_new", args=[commitment.pk]), data), 422)
    assert "不能延长期限，只能变更内容" in page and "改后的原文。" in page and "因防汛，机房要搬迁。" in page


@pytest.mark.parametrize("extension", ["-1", "x", "99999999999999999999", "1.5"])
def test_odd_numbers_are_refused_at_the_form(extension, signed_in, commitment, paper):
    data = sent(commitment, paper, extension=extension)
    assert "期限延长多少" in body(signed_in("lin").post(reverse("change_new", args=[commitment.pk]), data), 422)


def test_the_list_costs_the_same_with_more_rows(signed_in, propose, promise, actor, django_assert_max_num_queries):
    propose(text="新。")
    client = signed_in("jiang")
    body(client.get(reverse("changes")))
    with django_assert_max_num_queries(60) as few:
        body(client.get(reverse("changes")))
    for number in range(12):
        propose(of=register(by=actor("lin"), **promise(title=f"第{number}项")), text="新。")
    with django_assert_max_num_queries(len(few)):
        assert "13" in body(client.get(reverse("changes")))


def test_filters_and_export(signed_in, propose, commitment, actor):
    decide_change(request=propose(text="新。"), outcome="refused", reason="不属实。", by=actor("jiang"))
    client = signed_in("jiang")
    assert commitment.title in body(client.get(reverse("changes"), {"state": "refused", "commitment": commitment.pk}))
    assert commitment.title not in body(client.get(reverse("changes"), {"state": "proposed"}))
    assert commitment.title in b"".join(client.get(reverse("changes"), {"format": "csv"}).streaming_content).decode()


def test_other_agencies_see_nothing_of_it(signed_in, propose):
    request = propose(text="新。")
    assert [signed_in(who).get(request.get_absolute_url()).status_code for who in ("tang", "qiao", "su")] == [404] * 3


def test_a_version_that_was_not_read_is_not_decided(signed_in, propose):
    request = propose(text="新。")
    address = reverse("change_decide", args=[request.pk])
    page = body(signed_in("jiang").post(address, {"outcome": "approved", "reason": "属实。", "seen": "1"}), 422)
    assert "有了改动" in page and ChangeRequest.objects.get().state == "proposed"
