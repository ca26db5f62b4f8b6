"""The doors of guides: what staff type, what citizens read, and that no list costs more with more rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.items import services
from commitments.items.models import ServiceItem
from tests.commitments.items.guides import MATERIALS, guide_facts

pytestmark = pytest.mark.django_db
LINES = "申请表，原件，1份，必要\n营业执照 | 复印件 | 1 | 必要\n场所证明、原件和复印件、2份、视情况"


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def typed(agencies):
    return guide_facts() | {"agency": agencies["市人社局"].pk, "materials": LINES, "participants": ["市住建局"], "promised_days": "30"}


def test_a_clerk_writes_a_guide_with_its_papers(signed_in, typed):
    response = signed_in("lin").post(reverse("service_item_new"), typed)
    item = ServiceItem.objects.get()
    assert response["Location"] == item.get_absolute_url()
    assert [(row["name"], row["form"], row["copies"], row["needed"]) for row in item.materials] == [
        ("申请表", "original", 1, True),
        ("营业执照", "copy", 1, True),
        ("场所证明", "both", 2, False),
    ]


@pytest.mark.parametrize("lines", ["申请表", "申请表，传真，1份，必要", "申请表，原件，很多，必要", "\0"])
def test_a_line_that_cannot_be_read_is_said_and_nothing_is_lost(signed_in, typed, lines):
    page = body(signed_in("lin").post(reverse("service_item_new"), typed | {"materials": lines}), 422)
    assert "有三名以上专职工作人员" in page and not ServiceItem.objects.exists()


def test_a_promise_longer_than_the_law_stands_at_its_field(signed_in, typed):
    page = body(signed_in("lin").post(reverse("service_item_new"), typed | {"promised_days": "46"}), 422)
    assert "承诺期限不能长于法定期限45个工作日" in page and "第四十二条" in page


def test_the_form_of_a_draft_holds_what_was_written(signed_in, draft):
    page = body(signed_in("lin").get(reverse("service_item_edit", args=[draft().pk])))
    assert "营业执照，复印件，1份，必要" in page and "委托书，原件，1份，视情况" in page


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten_unseen(signed_in, draft, typed, now):
    item, client = draft(), signed_in("lin")
    address = reverse("service_item_edit", args=[item.pk])
    seen = {"seen": client.get(address).context["form"]["seen"].value()}
    assert client.post(address, typed | seen | {"place": "一楼1号窗口"}).status_code == 302
    page = client.post(address, typed | seen | {"place": "二楼2号窗口"})
    assert "有了改动" in body(page, 422) and "二楼2号窗口" in body(page, 422)
    assert now(item).place == "一楼1号窗口"


def test_what_is_no_draft_any_more_is_not_offered_for_rewriting(signed_in, draft, actor):
    item = services.submit_item(item=draft(), by=actor("lin"))
    assert "只有起草中的事项可以修改" in body(signed_in("lin").get(reverse("service_item_edit", args=[item.pk])), 409)


def test_a_reviewer_publishes_or_sends_back(signed_in, draft, actor, now):
    item = services.submit_item(item=draft(), by=actor("lin"))
    address = reverse("service_item_decide", args=[item.pk])
    assert "写明理由" in body(signed_in("he").post(address, {"decision": "send_back"}), 422)
    signed_in("he").post(address, {"decision": "send_back", "reason": "材料写全"})
    assert now(item).state == "draft"
    services.submit_item(item=now(item), by=actor("lin"))
    signed_in("he").post(address, {"decision": "publish"})
    assert now(item).state == "published"


def test_citizens_read_what_they_need_without_an_account(published):
    page = body(Client().get(reverse("public_service", args=[published().pk])))
    for words in (
        "人力资源服务许可",
        "10个工作日",
        "20个工作日",
        "第四十二条",
        "不收费",
        "12号窗口",
        "0499-5550100",
        "营业执照",
        "复印件",
        "记录序号",
    ):
        assert words in page, words


def test_an_old_version_stays_readable_and_says_so(published, actor, now):
    item = services.revise_item(item=published(), by=actor("lin"), reason="压缩期限")
    services.edit_item(item=item, by=actor("lin"), **guide_facts(promised_days=7))
    services.publish_item(item=services.submit_item(item=now(item), by=actor("lin")), by=actor("he"))
    address = reverse("public_service", args=[item.pk])
    assert "7个工作日" in body(Client().get(address)) and "这是以前的一版" not in body(Client().get(address))
    old = body(Client().get(address + "?version=1"))
    assert "10个工作日" in old and "这是以前的一版" in old
    assert "7个工作日" in body(Client().get(address + "?version=nonsense"))


def test_the_public_list_is_searched_and_filtered(published, agencies):
    published()
    published(kind="payment", name="失业保险金申领", statutory_days=10, statutory_basis="《失业保险条例》第十六条", promised_days=5)
    address = reverse("public_services")
    assert "失业保险金申领" not in body(Client().get(address, {"kind": "licence"}))
    assert "人力资源服务许可" not in body(Client().get(address, {"q": "失业"}))


def test_drafts_are_for_the_own_agency_and_supervision(signed_in, draft):
    item = draft()
    for name, status in (("lin", 200), ("he", 200), ("jiang", 200), ("tang", 404), ("ye", 404), ("admin", 404)):
        assert signed_in(name).get(item.get_absolute_url()).status_code == status, name
    assert Client().get(reverse("public_service", args=[item.pk])).status_code == 404


def count(client, address):
    with CaptureQueriesContext(connection) as queries:
        body(client.get(address))
    return len(queries)


@pytest.mark.parametrize(("who", "name"), [("lin", "service_items"), (None, "public_services")])
def test_more_guides_cost_no_more_statements(signed_in, published, who, name):
    client, address = signed_in(who) if who else Client(), reverse(name)
    published()
    client.get(address)
    few = count(client, address)
    for number in range(6):
        published(name=f"人力资源服务许可第{number}项", materials=MATERIALS[:2])
    assert count(client, address) == few
