"""What the three base views promise to every page that derives from them."""

import json
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.notices.models import Notice
from core.states.steps import Step
from tests.core.pages import urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.pages.urls")]
MORNING = datetime(2026, 9, 21, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    monkeypatch.setattr(Notice, "get_absolute_url", lambda self: f"/notices/{self.pk}/", raising=False)


@pytest.fixture
def make_notices(people):
    def make(username, titles):
        rows = [
            Notice(user=people[username], title=title, body="内容", created_at=MORNING + timedelta(hours=i))
            for i, title in enumerate(titles)
        ]
        return Notice.objects.bulk_create(rows)

    return make


@pytest.fixture
def lin(signed_in):
    return signed_in("lin")


def titles(response):
    return [row.title for row in response.context["rows"]]


def test_no_browser_keeps_what_staff_were_shown(lin, make_notices):
    """At a window the next person sits at the same machine: "back" after signing out shows nothing."""
    make_notices("lin", ["催办提醒"])
    assert {lin.get(address)["Cache-Control"] for address in ("/notices/", "/notices/?format=csv")} == {"private, no-store"}


def test_anonymous_visitors_are_asked_to_sign_in(client):
    response = client.get("/notices/?q=a")
    assert response.status_code == 302
    assert response.url == "/login/?next=/notices/%3Fq%3Da"


def test_a_list_shows_only_what_one_may_see(lin, make_notices):
    make_notices("lin", ["我的"])
    make_notices("he", ["别人的"])
    response = lin.get("/notices/")
    assert titles(response) == ["我的"]
    assert response.context["count"] == "1"


def test_pages_go_forward_and_back_by_key(lin, make_notices):
    make_notices("lin", "一二三四五六七")
    first = lin.get("/notices/")
    second = lin.get("/notices/", {"after": first.context["window"].after})
    back = lin.get("/notices/", {"before": second.context["window"].before})
    assert (titles(first), titles(second), titles(back)) == (list("七六五"), list("四三二"), list("七六五"))
    assert not back.context["window"].before


def test_pages_of_a_nullable_order_lose_no_row(lin, make_notices):
    rows = make_notices("lin", "一二三四五六七")
    Notice.objects.filter(pk=rows[3].pk).update(read_at=MORNING)
    seen, token = [], ""
    while True:
        response = lin.get("/notices/", {"sort": "read", "after": token})
        seen += titles(response)
        token = response.context["window"].after
        if not token:
            break
    assert seen == list("四一二三五六七")


def test_a_broken_token_shows_the_first_page(lin, make_notices):
    make_notices("lin", "一二三四")
    for token in ("x", "W10", "bnVsbA", "\0", "[[[", "eyJhIjoxfQ"):
        assert titles(lin.get("/notices/", {"after": token})) == list("四三二")


def test_search_takes_every_word(lin, make_notices):
    make_notices("lin", ["农贸市场改造", "农贸市场", "改造"])
    assert titles(lin.get("/notices/", {"q": "市场 改造"})) == ["农贸市场改造"]
    assert titles(lin.get("/notices/", {"q": "a\0b"})) == []


def test_filters_live_in_the_url_and_a_wrong_value_says_so(lin, make_notices):
    rows = make_notices("lin", ["读过", "没读"])
    Notice.objects.filter(pk=rows[0].pk).update(read_at=MORNING)
    assert titles(lin.get("/notices/", {"read": "true"})) == ["读过"]
    wrong = lin.get("/notices/", {"after_day": "昨天"})
    assert titles(wrong) == []
    assert wrong.context["filters"].form.errors


def test_filters_stand_open_where_one_is_set(lin):
    """Else they are folded on a narrow screen. A search and an order are no filter."""
    queries = ({}, {"q": "市场", "sort": "read", "read": "", "title": ""}, {"read": "true"}, {"after_day": "昨天"})
    assert ['<details class="fold" open>' in lin.get("/notices/", query).content.decode() for query in queries] == [
        False,
        False,
        True,
        True,
    ]


def test_an_empty_filter_means_all(lin):
    page = lin.get("/notices/").content.decode()
    assert page.count(">全部</option>") == 3
    assert "最新的在前</option>" in page


def test_an_empty_list_says_why_and_what_to_do(lin):
    assert "还没有内容" in lin.get("/notices/").content.decode()
    nothing_found = lin.get("/notices/?q=x").content.decode()
    assert "没有找到" in nothing_found
    assert '<a href="/notices/">看全部</a>' in nothing_found


def test_the_export_holds_exactly_what_is_shown(lin, make_notices):
    make_notices("lin", ["市场一", "市场二", "市场三", "市场四", "别的"])
    response = lin.get("/notices/", {"format": "csv", "q": "市场", "after": "x"})
    lines = b"".join(response).decode().splitlines()
    assert lines[0] == "\ufeff标题,内容,状态,用户"
    assert [line.split(",")[0] for line in lines[1:]] == ["市场四", "市场三", "市场二", "市场一"]


def test_spreadsheets_see_no_formula(lin, make_notices):
    make_notices("lin", ["=1+1", "@SUM(A1)", "\x01-2", "\uffff没有这个字"])
    csv = b"".join(lin.get("/notices/?format=csv")).decode()
    assert "'=1+1" in csv and "'@SUM" in csv
    book = load_workbook(BytesIO(b"".join(lin.get("/notices/?format=xlsx"))))
    assert {row[0].value for row in book.active.iter_rows(min_row=2)} == {"'=1+1", "'@SUM(A1)", "'-2", "没有这个字"}
    assert {row["标题"] for row in json.loads(b"".join(lin.get("/notices/?format=json")))} == {
        "=1+1",
        "@SUM(A1)",
        "\x01-2",
        "\uffff没有这个字",
    }


def test_an_unknown_format_is_not_found(lin):
    assert lin.get("/notices/?format=exe").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(lin, make_notices, django_assert_num_queries):
    make_notices("lin", ["一"])
    with CaptureQueriesContext(connection) as few:
        lin.get("/notices/")
    make_notices("lin", ["一"] * 40)
    with django_assert_num_queries(len(few)):
        lin.get("/notices/")


def test_what_one_may_not_see_is_not_found(lin, make_notices):
    [own], [other] = make_notices("lin", ["我的"]), make_notices("he", ["别人的"])
    assert lin.get(f"/notices/{own.pk}/").status_code == 200
    for url in (f"/notices/{other.pk}/", f"/notices/{other.pk}/read/", f"/notices/{10**30}/"):
        assert lin.get(url).status_code == 404
    assert lin.post(f"/notices/{other.pk}/read/", {"remark": ""}).status_code == 404


def test_an_action_calls_its_service_and_goes_to_the_object(lin, make_notices):
    [notice] = make_notices("lin", ["我的"])
    response = lin.post(f"/notices/{notice.pk}/read/", {"remark": "看过"}, follow=True)
    assert response.redirect_chain == [(f"/notices/{notice.pk}/", 302)]
    assert "已经标为已读" in response.content.decode()
    notice.refresh_from_db()
    assert notice.body == "林晓舟：看过"


def test_a_missing_answer_says_what_to_write(lin, make_notices):
    [notice] = make_notices("lin", ["我的"])
    response = lin.post(f"/notices/{notice.pk}/read/", {"remark": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>错误：标为已读" in page
    assert '<a href="#id_remark">填写备注</a>' in page
    assert "有1处需要修改" in page


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(lin, make_notices):
    [notice] = make_notices("lin", ["我的"])
    response = lin.post(f"/notices/{notice.pk}/read/", {"remark": "不行"})
    assert response.status_code == 422
    assert response.context["form"].errors == {"remark": ["备注不能写“不行”"]}
    assert 'value="不行"' in response.content.decode()
    whole = lin.post(f"/notices/{notice.pk}/read/", {"remark": "出错"})
    assert whole.context["form"].non_field_errors() == ["现在不能办理"]


def test_a_refusal_that_no_page_caught_is_a_page_of_its_own(client):
    response = client.get("/refusing/")
    assert response.status_code == 403
    assert "<title>错误：" in response.content.decode()
    assert "录入和审核不能是同一人" in response.content.decode()


def test_unread_notices_stand_in_the_masthead(lin, make_notices):
    make_notices("lin", ["一", "二"])
    assert "消息 2" in lin.get("/notices/").content.decode()


def test_who_may_not_take_the_step_is_told_why(lin, make_notices, monkeypatch):
    [notice] = make_notices("lin", ["我的"])
    step = Step("unread", "read", "标为已读")
    monkeypatch.setattr(urls.ReadNotice, "step", "read")
    monkeypatch.setattr(Notice, "next_steps", lambda self: [step], raising=False)
    monkeypatch.setattr(Notice, "refusal", lambda self, step, actor: "" if actor.user.username == "lin" else "不是你", raising=False)
    assert lin.get(f"/notices/{notice.pk}/read/").status_code == 200
    monkeypatch.setattr(Notice, "refusal", lambda self, step, actor: "录入和审核不能是同一人")
    response = lin.get(f"/notices/{notice.pk}/read/")
    assert response.status_code == 403
    assert "录入和审核不能是同一人" in response.content.decode()


def test_a_detail_page_offers_only_the_steps_that_one_can_take(lin, make_notices, monkeypatch):
    [notice] = make_notices("lin", ["我的"])
    own, others = Step("unread", "read", "标为已读"), Step("unread", "gone", "删除")
    monkeypatch.setattr(urls.NoticeDetail, "pages_of_steps", {"read": "read", "gone": "read"})
    monkeypatch.setattr(Notice, "steps_for", lambda self, actor: [own], raising=False)
    monkeypatch.setattr(Notice, "steps_for_others", lambda self, actor: [(others, "这一步由管理员办理。")], raising=False)
    monkeypatch.setattr(Notice, "missing", lambda self, step: ["请先看完。"], raising=False)
    page = lin.get(f"/notices/{notice.pk}/").content.decode()
    assert f'<a class="btn primary" href="/notices/{notice.pk}/read/">标为已读</a>' in page
    assert "请先看完。" in page
    assert "<b>删除</b>这一步由管理员办理。" in page
