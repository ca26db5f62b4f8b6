"""The doors of contracts: what staff type and see, and that no page costs more with more rows."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.contracts.models import Contract, ContractKind, ContractStage

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def answers(agencies):
    return {
        "kind": ContractKind.objects.get(code="investment").pk,
        "title": "实训基地共建协议",
        "agency": agencies["市人社局"].pk,
        "counterparty": "云澜市景明装饰有限公司",
        "counterparty_kind": "firm",
        "amount": "360,000元",
        "currency": "CNY",
        "signed_on": "2027-03-01",
        "duties": "2027年6月30日 移交场地\n２０２７-12-31：拨付共建资金",
    }


def test_a_clerk_enters_a_contract_with_its_duties(signed_in, answers):
    response = signed_in("lin").post(reverse("contract_new"), answers)
    made = Contract.objects.get()
    assert response["Location"] == made.get_absolute_url()
    found = [(duty.due_on, duty.text) for duty in made.duties.all()]
    assert found == [(date(2027, 6, 30), "移交场地"), (date(2027, 12, 31), "拨付共建资金")]


@pytest.mark.parametrize("duties", ["明年移交", "2027-02-30 移交", "2027-06-30", "\0", "2020-01-01 移交"])
def test_duties_that_cannot_be_read_are_said_and_nothing_is_lost(signed_in, answers, duties):
    page = body(signed_in("lin").post(reverse("contract_new"), answers | {"duties": duties}), 422)
    assert "实训基地共建协议" in page and not Contract.objects.exists()


def test_the_form_names_the_article_about_guarantees(signed_in, answers):
    client, guarantee = signed_in("lin"), ContractKind.objects.get(code="guarantee").pk
    assert "第六百八十三条" in body(client.get(reverse("contract_new")))
    page = body(client.post(reverse("contract_new"), answers | {"kind": guarantee}), 422)
    assert "没有法定依据的担保不能登记" in page and not Contract.objects.exists()


def test_who_may_not_see_a_contract_gets_404(signed_in, contract):
    made = contract()
    for name, status in (("lin", 200), ("he", 200), ("jiang", 200), ("ye", 200), ("qin", 200), ("tang", 404), ("admin", 404)):
        assert signed_in(name).get(made.get_absolute_url()).status_code == status, name
    assert "景明" not in body(signed_in("tang").get(reverse("contracts")))


def test_the_list_filters_searches_and_masks_a_natural_person(signed_in, draft, contract):
    draft(counterparty="柏思齐", counterparty_kind="individual", title="房屋租赁合同", kind="tender")
    contract()
    client = signed_in("ye")
    page = body(client.get(reverse("contracts")))
    assert "柏某某" in page and "柏思齐" not in page and "360,000.00" in page
    assert "租赁" not in body(client.get(reverse("contracts") + "?state=in_force"))
    assert "租赁" in body(client.get(reverse("contracts") + "?q=租赁")) and "共建" not in body(client.get(reverse("contracts") + "?q=租赁"))
    assert "柏思齐" not in b"".join(client.get(reverse("contracts") + "?format=csv").streaming_content).decode()
    for odd in ("agency=x", "kind=-1", "state=new"):
        assert client.get(reverse("contracts") + f"?{odd}").status_code == 200


def test_each_person_is_offered_their_own_steps(signed_in, contract):
    made = contract(kind="procurement")
    page = {name: body(signed_in(name).get(made.get_absolute_url())) for name in ("lin", "he", "jiang")}
    duty, day = made.duties.first(), reverse("contract_day", args=[made.pk])
    claim = reverse("contract_duty_claim", args=[duty.pk])
    assert claim in page["lin"] and day in page["lin"] and "公告政府采购合同" in page["lin"]
    assert claim not in page["he"] and day not in page["he"] and reverse("contract_perform", args=[made.pk]) in page["he"]
    assert reverse("contract_terminate", args=[made.pk]) in page["jiang"]


def test_days_and_stages_are_entered_on_their_pages(signed_in, draft, today):
    made, client = draft(kind="procurement"), signed_in("lin")
    page = body(client.get(reverse("contract_day", args=[made.pk])))
    assert "filed_on" in page and "signed_on" not in page
    assert client.post(reverse("contract_day", args=[made.pk]), {"event": "filed_on", "on": "2027-03-09"}).status_code == 302
    stage = reverse("contract_stage", args=[made.stages.first().pk])
    assert "没有责任人的环节不能开始" in body(client.post(stage, {"began_on": "2027-03-09"}), 422)
    assert client.post(stage, {"responsible": "采购科科长", "began_on": "2027-03-09"}).status_code == 302
    assert "采购科科长" in body(client.get(made.get_absolute_url()))


def test_a_day_that_would_hold_up_the_contract_is_refused(signed_in, draft):
    """Entered days stay: one before 1949, or a signing after a duty was due, could never be put in force."""
    made, client = draft(signed_on=None), signed_in("lin")
    address = reverse("contract_day", args=[made.pk])
    for on, words in (("0001-01-01", "1949年10月1日"), ("9999-12-31", "不能晚于今天")):
        assert words in body(client.post(address, {"event": "signed_on", "on": on}), 422)
    with time_machine.travel("2027-04-10 10:00+08:00", tick=False):
        page = body(signed_in("lin").post(address, {"event": "signed_on", "on": "2027-04-01"}), 422)
    assert "最早的一项义务（2027年3月20日）" in page
    assert Contract.objects.get().signed_on is None


def test_days_of_a_stage_lie_in_a_time_that_can_be(signed_in, draft):
    made, client = draft(), signed_in("lin")
    stage = reverse("contract_stage", args=[made.stages.first().pk])
    for name, on in (("began_on", "0001-01-01"), ("planned_on", "9999-12-31"), ("planned_on", "0001-01-01")):
        assert "1949年10月1日" in body(client.post(stage, {"responsible": "科长", name: on}), 422)


def test_a_stage_is_not_overwritten_by_a_page_that_was_opened_before(signed_in, draft):
    stage = reverse("contract_stage", args=[draft().stages.first().pk])
    client = signed_in("lin")
    seen = {"seen": client.get(stage).context["form"]["seen"].value()}
    assert client.post(stage, seen | {"responsible": "采购科科长"}).status_code == 302
    page = body(client.post(stage, seen | {"responsible": "法规科科长"}), 422)
    assert "有了改动" in page and "法规科科长" in page
    assert ContractStage.objects.order_by("position").first().responsible == "采购科科长"


def test_once_all_days_are_there_the_page_says_so(signed_in, draft):
    made, client = draft(signed_on=None), signed_in("lin")
    address = reverse("contract_day", args=[made.pk])
    sent = {"event": "signed_on", "on": "2027-03-09", "csrfmiddlewaretoken": "of-the-page-that-was-shown"}
    clicks = [client.post(address, sent) for _click in range(2)]
    assert {click.url for click in clicks} == {made.get_absolute_url()}, (
        "the day is no choice any more; a double click is one step all the same"
    )
    assert "不用再登记" in body(client.get(address), 409)
    assert "已经登记过" in body(client.post(address, sent | {"csrfmiddlewaretoken": "of-another-page"}), 422)


@pytest.mark.parametrize(("page", "words"), [("claim", "附上至少一份佐证材料"), ("settle", "附上和解协议")])
def test_a_paper_that_is_needed_is_asked_for_with_the_rest(signed_in, contract, page, words):
    made = contract()
    claim = reverse("contract_duty_claim", args=[made.duties.first().pk])
    address, who = (claim, "lin") if page == "claim" else (reverse("contract_settle", args=[made.pk]), "he")
    shown = body(signed_in(who).post(address, {}), 422)
    assert words in shown and "有2处需要修改" in shown


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        body(client.get(address))
    return len(queries)


def test_more_rows_cost_no_more_statements(signed_in, contract):
    client, address = signed_in("ye"), reverse("contracts")
    contract()
    before = cost(client, address)
    for _number in range(4):
        contract()
    assert cost(client, address) == before


def test_more_duties_cost_no_more_statements(signed_in, contract, today):
    def of(count):
        return contract(duties=[(today + timedelta(days=number), "移交场地") for number in range(count)]).get_absolute_url()

    client = signed_in("lin")
    assert cost(client, of(2)) == cost(client, of(8))
