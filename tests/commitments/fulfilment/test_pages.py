"""The doors from a report to its verification."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from commitments.fulfilment.services import claim_fulfilment, report_progress
from commitments.register.models import Commitment
from commitments.register.services import register
from core.deadlines.sweep import sweep

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def at(name, commitment):
    return reverse(f"commitment_{name}" if name else "commitment", args=[commitment.pk])


def state(commitment):
    return Commitment.objects.get(pk=commitment.pk).state


def test_from_a_report_to_its_verification(signed_in, commitment, paper):
    clerk, reviewer = signed_in("lin"), signed_in("he")
    page = body(clerk.get(at("", commitment)))
    assert "现在要做：报告进展" in page and at("report", commitment) in page and at("claim", commitment) in page
    assert clerk.post(at("report", commitment), {"text": "已上线。", "percent": "60", "files": [paper()]}).status_code == 302
    assert clerk.post(at("claim", commitment), {"text": "逐条做到了。"}).status_code == 302
    page = body(reviewer.get(at("", commitment)))
    assert "现在要做：核验这份完成申报" in page and "逐条做到了。" in page and "验收单.txt" in page
    assert reviewer.post(at("send_back", commitment), {"reason": "缺检测报告。"}).status_code == 302
    assert state(commitment) == "open"
    assert clerk.post(at("claim", commitment), {"text": "已补。", "files": [paper("检测报告.txt")]}).status_code == 302
    assert "请写明理由" in body(reviewer.post(at("verify", commitment), {"grade": "partly_kept"}), 422)
    assert reviewer.post(at("verify", commitment), {"grade": "kept"}).status_code == 302
    assert state(commitment) == "kept"
    page = body(reviewer.get(at("", commitment)))
    assert "现在要做" not in page and "何静文核验：已兑现" in page
    public = body(Client().get(f"/commitments/{commitment.pk}/"))
    assert "核验为已兑现" in public and "60%" in public and "何静文" not in public


def test_the_staff_course_tells_what_was_missed_and_what_comes(signed_in, promise, actor):
    made = register(by=actor("lin"), **promise(promised_on=date(2020, 1, 2), due_on=date(2020, 3, 1), frequency="monthly"))
    sweep()
    page = body(signed_in("lin").get(at("", made)))
    assert "到期没有办结，标记为逾期" in page and "应报告进展" in page and "应兑现" not in page


def test_a_claim_without_evidence_is_refused_at_the_form(signed_in, commitment):
    page = body(signed_in("lin").post(at("claim", commitment), {"text": "做到了，写了很多。"}), 422)
    assert "附上至少一份佐证材料" in page and "做到了，写了很多。" in page


@pytest.mark.parametrize("name", ["", "report", "claim", "verify", "send_back"])
def test_other_agencies_commitments_do_not_exist_for_one(signed_in, commitment, name):
    assert signed_in("tang").get(at(name, commitment)).status_code == 404
    assert signed_in("tang").post(at(name, commitment)).status_code in (404, 405)
    assert Client().get(at(name, commitment)).status_code == 302


@pytest.mark.parametrize(
    ("username", "opens"),
    [("lin", {"", "report", "claim"}), ("he", {""}), ("ye", {""}), ("jiang", {""}), ("qin", {""})],
)
def test_who_may_open_what_of_an_open_commitment(signed_in, commitment, username, opens):
    client = signed_in(username)
    opened = {name for name in ("", "report", "claim", "verify", "send_back") if client.get(at(name, commitment)).status_code == 200}
    assert opened == opens


@pytest.mark.parametrize(("username", "opens"), [("lin", {""}), ("he", {"", "verify", "send_back"}), ("ye", {""}), ("jiang", {""})])
def test_who_may_open_what_of_a_claimed_commitment(signed_in, commitment, actor, paper, username, opens):
    claim_fulfilment(commitment=commitment, text="完成", by=actor("lin"), files=[paper()])
    client = signed_in(username)
    opened = {name for name in ("", "report", "claim", "verify", "send_back") if client.get(at(name, commitment)).status_code == 200}
    assert opened == opens


def test_the_clerk_may_not_verify_by_a_forged_form(signed_in, commitment, actor, paper):
    claim_fulfilment(commitment=commitment, text="完成", by=actor("lin"), files=[paper()])
    body(signed_in("lin").post(at("verify", commitment), {"grade": "kept"}), 422)
    assert state(commitment) == "claimed"


def test_the_page_costs_the_same_with_more_reports(signed_in, commitment, actor, paper, django_assert_max_num_queries):
    client, counts = signed_in("he"), []
    for count in (2, 10):
        for number in range(count):
            report_progress(commitment=commitment, text="进展", percent=number, by=actor("lin"), files=[paper(f"{number}.txt")])
        client.get(at("", commitment))
        with django_assert_max_num_queries(40) as captured:
            client.get(at("", commitment))
        counts.append(len(captured))
    assert counts[0] == counts[1]
