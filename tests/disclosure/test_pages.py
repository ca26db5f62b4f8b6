"""The pages of items: for citizens, writers and reviewers, and for nobody else."""

import json

import pytest
from django.urls import reverse

from disclosure.items import services
from disclosure.items.models import Category, Item
from tests.disclosure.conftest import TEXT, WHO

pytestmark = pytest.mark.django_db

FORM = {
    "title": "就业见习补贴办法",
    "document_number": "云人社规〔2026〕8号",
    "formed_on_year": "2026",
    "formed_on_month": "9",
    "formed_on_day": "18",
    "validity": "in_force",
    "audience": "离校未就业毕业生",
    "text": TEXT,
}


def text_of(response):
    return response.content.decode()


OWN = {"lin", "he"}
SEEING = OWN | {"ye", "jiang", "wei", "qin"}
WRITING = {"lin", "he", "tang", "qiao"}
# URL name, the state of an item of 市人社局, who can act there; who only sees the item is told why not, others find nothing
DOORS = [
    ("item", "draft", SEEING),
    ("item_edit", "draft", OWN),
    ("item_submit", "draft", OWN),
    ("item_withdraw", "draft", {"he"}),
    ("item_decide", "in_review", {"he"}),
    ("item_revise", "published", OWN),
    ("item_withdraw", "published", {"he"}),
]


@pytest.mark.parametrize(("name", "state", "allowed"), DOORS)
def test_each_door_is_open_to_whom_it_is_for(make_item, signed_in, client, name, state, allowed):
    url = reverse(name, args=[make_item(state).pk])
    assert client.get(url).url.startswith("/login/")
    codes = {who: signed_in(who).get(url).status_code for who in WHO}
    told_why = set() if name == "item_edit" else SEEING - allowed
    assert codes == {who: 200 if who in allowed else 403 if who in told_why else 404 for who in WHO}


@pytest.mark.parametrize("url", ["/work/items/new/", "/work/items/new/livelihood/"])
def test_only_who_writes_for_an_agency_can_register(signed_in, url):
    assert {who for who in WHO if signed_in(who).get(url).status_code == 200} == WRITING


def test_anonymous_visitors_read_only_what_was_published(make_item, client):
    published, draft = make_item("published"), make_item(title="没有公开的")
    page = text_of(client.get(f"/items/{published.pk}/"))
    for words in (published.index_number, "民生保障", "云澜市人力资源和社会保障局", "云人社规〔2026〕7号", TEXT, "按期办结", "有效"):
        assert words in page
    assert client.get(f"/items/{draft.pk}/").status_code == 404
    assert "没有公开的" not in text_of(client.get("/items/"))


def test_a_withdrawn_item_is_gone_from_every_public_page(make_item, actor, client):
    item = make_item("published")
    services.withdraw_item(item=item, by=actor("he"), reason="决定已撤销")
    assert client.get(f"/items/{item.pk}/").status_code == 404
    assert item.title not in text_of(client.get("/items/"))


def test_the_public_list_is_searched_filtered_and_exported(make_item, client, agencies):
    one = make_item("published")
    penalties = Category.objects.get(code="penalties")
    other = make_item("published", title="关于某公司的处罚", category=penalties, values={"kind": "罚款、没收", "basis": "《劳动合同法》"})
    assert [row.title for row in client.get("/items/?q=补贴办法").context["rows"]] == [one.title]
    assert [row.title for row in client.get("/items/?q=劳动合同法").context["rows"]] == [other.title]
    assert [row.title for row in client.get("/items/?category=enforcement").context["rows"]] == [other.title]
    assert client.get("/items/", {"agency": agencies["市人社局"].pk}).context["count"] == "2"
    rows = json.loads(b"".join(client.get("/items/?format=json&q=补贴办法")))
    assert [row["索引号"] for row in rows] == [one.index_number]


def test_the_way_of_an_item_through_its_pages(signed_in, client):
    lin, he = signed_in("lin"), signed_in("he")
    agency = lin.get("/work/items/new/livelihood/").context["form"].fields["agency"].queryset.get()
    made = lin.post("/work/items/new/livelihood/", FORM | {"agency": agency.pk, "text": ""})
    item = Item.objects.get()
    assert made.url == f"/work/items/{item.pk}/"
    assert "写好正文" in text_of(lin.get(made.url))
    edited = lin.post(f"{made.url}edit/", FORM)
    assert edited.url == made.url
    lin.post(f"{made.url}submit/")
    assert "核对内容，决定是否公开" not in text_of(lin.get(made.url))
    assert "核对内容，决定是否公开" in text_of(he.get(made.url))
    sent = he.post(f"{made.url}decide/", {"decision": "send_back", "reason": ""})
    assert (sent.status_code, sent.context["form"].errors) == (422, {"reason": ["写明理由"]})
    he.post(f"{made.url}decide/", {"decision": "publish", "reason": ""})
    assert client.get(f"/items/{item.pk}/").status_code == 200
    lin.post(f"{made.url}revise/", {"reason": "补贴标准调整"})
    assert "公众看到的是上一个版本" in text_of(lin.get(made.url))
    assert "补贴标准调整" in text_of(lin.get(made.url))


def test_a_wrong_answer_stands_at_its_field_and_nothing_typed_is_lost(signed_in, agencies):
    lin = signed_in("lin")
    wrong = FORM | {"agency": agencies["市人社局"].pk, "audience": "", "formed_on_year": "2027"}
    answer = lin.post("/work/items/new/livelihood/", wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"audience": ["填写适用对象"]}
    assert "就业见习补贴办法" in text_of(answer)
    later = lin.post("/work/items/new/livelihood/", wrong | {"audience": "毕业生"})
    assert later.context["form"].errors == {"formed_on": ["成文日期不能晚于今天"]}
    assert not Item.objects.exists()


def test_another_agency_cannot_be_written_for(signed_in, agencies):
    answer = signed_in("lin").post("/work/items/new/livelihood/", FORM | {"agency": agencies["市住建局"].pk})
    assert answer.status_code == 422
    assert "agency" in answer.context["form"].errors


def test_who_wrote_it_sees_why_another_must_decide(make_item, signed_in):
    item = make_item("in_review", writer="he")
    page = text_of(signed_in("he").get(item.get_absolute_url()))
    assert "录入和审核不能是同一人" in page
    refused = signed_in("he").post(f"/work/items/{item.pk}/decide/", {"decision": "publish"})
    assert refused.status_code == 422
    assert "录入和审核不能是同一人" in text_of(refused)


@pytest.mark.parametrize("url", ["/items/", "/work/items/", "/items/?q=办法", "/work/items/?state=published"])
def test_the_number_of_queries_does_not_grow_with_the_rows(make_item, signed_in, django_assert_max_num_queries, url):
    he = signed_in("he")
    for _number in range(3):
        make_item("published")
    he.get(url)  # what is read once a process
    counts = []
    for more in (0, 17):
        for _number in range(more):
            make_item("published")
        with django_assert_max_num_queries(20) as captured:
            assert he.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_empty_list_names_the_next_step(signed_in, client):
    assert "登记第一项" in text_of(signed_in("lin").get("/work/items/"))
    assert "登记第一项" not in text_of(signed_in("ye").get("/work/items/"))
    assert "还没有公开的事项" in text_of(client.get("/items/"))
