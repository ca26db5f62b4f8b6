"""The doors of the register: what staff do there, what the public reads, and that no page costs more with more rows."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.register.gate import Promise
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register, register_many, withdraw_commitment
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def answers(agencies):
    return {
        "title": "工伤认定全程网办",
        "text": "2030年底前实现全程网上办理。",
        "agency": agencies["市人社局"].pk,
        "cooperating": "市住建局、市发改委",
        "beneficiary": "用人单位",
        "basis": "云府发〔2026〕3号",
        "criterion": "不再要求到窗口",
        "promised_on": timezone.localdate().isoformat(),
        "due_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }


def test_a_clerk_registers_through_the_form(signed_in, answers):
    response = signed_in("lin").post(reverse("commitment_new") + "?kind=policy_task", answers)
    made = Commitment.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert [one.agency.short_name for one in made.participations.all()] == ["市住建局", "市发展改革委"]


def test_what_is_refused_is_said_at_the_field_and_nothing_typed_is_lost(signed_in, answers):
    client = signed_in("lin")
    page = body(client.post(reverse("commitment_new"), answers | {"due_on": "2001-01-01"}), 422)
    assert "期限不能早于作出承诺的日期" in page and "不再要求到窗口" in page and "市住建局、市发改委" in page
    page = body(client.post(reverse("commitment_new"), answers | {"cooperating": "市招商管理处"}), 422)
    assert "“市招商管理处”在机构名录里没有" in page
    assert not Commitment.objects.exists()


def test_the_kinds_own_fields_are_on_the_form(signed_in, answers):
    client, url = signed_in("lin"), reverse("commitment_new") + "?kind=livelihood_project"
    assert "清单序号" in body(client.get(url))
    client.post(url, answers | {"list_position": "9", "investment": "120.5"})
    assert Commitment.objects.get().extra == {"list_position": "9", "investment": "120.5", "place": ""}


def test_who_may_not_register_is_told_so(signed_in):
    assert signed_in("he").get(reverse("commitment_new")).status_code == 403
    assert Client().get(reverse("commitment_new")).status_code == 302


def test_the_list_shows_what_one_may_see_and_is_exported(signed_in, commitment):
    url = reverse("commitments")
    assert commitment.title in body(signed_in("lin").get(url))
    assert commitment.title not in body(signed_in("tang").get(url))
    assert commitment.title in body(signed_in("jiang").get(url + "?state=open&sort=due&q=工伤"))
    assert commitment.number in b"".join(signed_in("lin").get(url + "?format=csv").streaming_content).decode()


def many(promise, by, count):
    register_many(promises=[Promise(**promise(title=f"任务{n}")) for n in range(count)], by=by)


@pytest.mark.parametrize(
    "url", ["/work/commitments/", "/work/commitments/?sort=due", "/commitments/", "/commitments/?sort=due", "/api/commitments/"]
)
def test_lists_cost_the_same_with_more_rows(signed_in, promise, actor, django_assert_max_num_queries, url):
    client = signed_in("jiang")
    counts = []
    for count in (3, 27):
        many(promise, actor("su"), count)
        client.get(url)
        with django_assert_max_num_queries(40) as captured:
            assert client.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["commitment", "commitment_edit", "commitment_broken", "commitment_withdraw"])
def test_other_agencies_commitments_do_not_exist_for_one(signed_in, commitment, name):
    url = reverse(name, args=[commitment.pk])
    for username in ("tang", "su"):
        assert signed_in(username).get(url).status_code == 404
        assert signed_in(username).post(url).status_code in (404, 405)


def test_a_clerk_mends_the_words_and_the_public_sees_what_changed(signed_in, commitment):
    client, url = signed_in("lin"), reverse("commitment_edit", args=[commitment.pk])
    assert "网上申请不再要求到窗口" in body(client.get(url))
    words = {"title": "工伤认定网上办", "text": "新原文", "criterion": "能在网上办完", "beneficiary": "职工", "basis": ""}
    assert client.post(url, words).status_code == 302
    page = body(Client().get(f"/commitments/{commitment.pk}/"))
    assert "工伤认定网上办" in page and "标题、承诺原文、怎样算做到、向谁承诺、依据" in page and "首次公布" in page


def test_a_reviewer_may_not_mend(signed_in, commitment):
    assert signed_in("he").get(reverse("commitment_edit", args=[commitment.pk])).status_code == 403


def test_a_supervisor_declares_it_broken_with_a_reason(signed_in, commitment):
    client, url = signed_in("jiang"), reverse("commitment_broken", args=[commitment.pk])
    assert client.get(url).status_code == 200
    assert "填写理由" in body(client.post(url, {"reason": " "}), 422)
    assert client.post(url, {"reason": "现场没有实施。"}).status_code == 302
    page = body(Client().get(f"/commitments/{commitment.pk}/"))
    assert "未兑现" in page and "现场没有实施。" in page
    assert signed_in("ye").get(reverse("commitment_broken", args=[commitment.pk])).status_code == 409


def test_the_public_page_explains_its_limit_and_shows_its_proof(promise, actor, kind):
    given = promise(kind=kind("leader_assignment"), due_on=None, extra={"assigned_at": "市政府常务会议", "contact": "内线8001"})
    made = register(by=actor("lin"), **given)
    page = body(Client().get(f"/commitments/{made.pk}/"))
    assert "15个工作日" in page and "赣市府发〔2007〕1号" in page and "的次日起算" in page
    assert made.number in page and "网上申请不再要求到窗口" in page and "全市用人单位和职工" in page
    assert "这页有没有被改过" in page and "第1条" in page
    assert "市政府常务会议" in page and "内线8001" not in page
    assert "林晓舟" not in page


def test_the_public_page_says_overdue_after_the_sweep(promise, actor):
    made = register(by=actor("lin"), **promise(promised_on=date(2020, 1, 2), due_on=date(2020, 3, 1)))
    sweep()
    deliver_all()
    page = body(Client().get(f"/commitments/{made.pk}/"))
    assert "逾期" in page and "到期没有办结，标记为逾期" in page and "文件规定的完成时限是2020年3月1日" in page
    assert "应兑现，并由" not in page


def test_a_day_that_is_over_stands_in_its_place_in_the_course(promise, actor):
    made = register(by=actor("lin"), **promise(promised_on=date(2020, 1, 2), due_on=date(2020, 3, 1)))
    sweep()
    deliver_all()
    page = body(Client().get(f"/commitments/{made.pk}/"))
    times = re.findall(r'<time datetime="([\d-]{10})">', page.split('class="timeline"')[1])
    assert times[1:3] == ["2020-03-01", "2020-01-02"]
    assert 'class="next"' not in page


@pytest.mark.parametrize("words", ["长期坚持", "每季度"])
def test_public_pages_without_a_day(promise, actor, words):
    changed = {"continuous": True} if words == "长期坚持" else {"frequency": "quarterly"}
    made = register(by=actor("lin"), **promise(due_on=None, **changed))
    page = body(Client().get(f"/commitments/{made.pk}/"))
    assert "长期坚持" in page if changed.get("continuous") else "报告进展" in page


def test_the_public_list_searches_and_filters(promise, actor, agencies):
    register(by=actor("lin"), **promise())
    register(
        by=actor("su"), **promise(title="老旧电梯更新", text="更新电梯50台", agency=agencies["市住建局"], continuous=True, due_on=None)
    )
    client = Client()
    assert "老旧电梯" not in body(client.get("/commitments/?q=工伤认定"))
    assert "工伤认定" not in body(client.get(f"/commitments/?agency={agencies['市住建局'].pk}"))
    assert "没有找到" in body(client.get("/commitments/?mark=done"))
    page = body(client.get("/commitments/?kind=policy_task&sort=due"))
    assert page.index("工伤认定") < page.index("老旧电梯")
    assert "老旧电梯更新" in b"".join(client.get("/commitments/?format=json").streaming_content).decode()


def test_the_public_list_finds_by_agency_and_by_whom_it_is_for(promise, actor, agencies):
    """A resident knows the agency or the street, not the words of the promise. Where the agency changes, the search goes along."""
    made = register(by=actor("lin"), **promise(beneficiary="菱角巷居民"))
    assert not any(word in f"{made.title}{made.text}{made.criterion}" for word in ("人社", "人力资源", "菱角巷"))
    for words in ("市人社局", "人力资源", "菱角巷", "菱角巷 人社局"):
        assert made.title in body(Client().get(f"/commitments/?q={words}"))
        assert made.title in body(Client().get(f"/search/?q={words}"))
    assert made.title not in body(Client().get("/commitments/?q=市住建局"))
    assert "found_by" not in PublicEntry.objects.get(key=f"commitment:{made.pk}").facts


def test_an_overdue_promise_says_that_nobody_explained_it(promise, actor):
    """The citizen's question is why it is late; where nothing was reported the page says so and what happens next."""
    made = register(by=actor("lin"), **promise(promised_on=date(2020, 1, 2), due_on=date(2020, 3, 1)))
    silent = "已经过了期限，责任单位还没有报告过进展，也没有说明原因"
    sweep()
    deliver_all()
    page = body(Client().get(f"/commitments/{made.pk}/"))
    assert silent in page and "data-print" in page
    report_progress(commitment=made, text="设备到货晚了。", percent=40, by=actor("lin"))
    page = body(Client().get(f"/commitments/{made.pk}/"))
    assert silent not in page and "设备到货晚了。" in page


def test_a_withdrawn_commitment_stays_public_with_its_reason(commitment, actor):
    withdraw_commitment(commitment=commitment, by=actor("ye"), reason="重复登记。")
    page = body(Client().get(f"/commitments/{commitment.pk}/"))
    assert "已撤销" in page and "重复登记。" in page


def test_the_admin_keeps_kinds_and_only_shows_commitments(signed_in, commitment):
    client = signed_in("admin")
    assert client.get("/admin/commitments/commitmentkind/").status_code == 200
    assert client.get(f"/admin/commitments/commitment/{commitment.pk}/change/").status_code == 200
    assert client.get("/admin/commitments/commitment/add/").status_code == 403


class TestOneMoreKind:
    """docs/commitments.md, "One more kind without code", done as it says: what an administrator types is a tab of the form, a filter, a public
    page and a column of the open data."""

    FIELDS = [
        {"name": "station", "label": "换热站", "type": "text", "required": True, "public": True, "searchable": True},
        {"name": "telephone", "label": "值班电话", "type": "text", "required": False, "public": False, "searchable": False},
    ]

    def typed(self, **changed):
        row = {
            "code": "winter_heating",
            "name": "冬季供暖",
            "hint": "供暖前办好的事",
            "fields": json.dumps(self.FIELDS, ensure_ascii=False),
            "rule_code": "assigned_task",
            "verified_by": "supervisor",
            "on_site_share": "0",
            "position": "20",
            "by_hand": "on",
        }
        return row | changed

    def test_a_row_is_all_it_takes(self, signed_in, answers):
        made = signed_in("admin").post("/admin/commitments/commitmentkind/add/", self.typed())
        assert made.status_code == 302
        client, visitor = signed_in("lin"), Client()
        assert "冬季供暖" in body(client.get("/work/commitments/new/"))
        answers |= {"title": "更换换热站水泵", "due_on": "", "station": "城南第三换热站", "telephone": "0499-5550100"}
        assert "换热站" in body(client.post("/work/commitments/new/?kind=winter_heating", answers | {"station": ""}), 422)
        assert client.post("/work/commitments/new/?kind=winter_heating", answers).status_code == 302
        promise = Commitment.objects.get(title="更换换热站水泵")
        page = body(visitor.get(f"/commitments/{promise.pk}/"))
        assert "城南第三换热站" in page and "0499-5550100" not in page and promise.deadline.rule.code == "assigned_task"
        assert "更换换热站水泵" in body(visitor.get("/commitments/?kind=winter_heating&q=城南第三换热站"))
        assert PublicEntry.objects.get(key=f"commitment:{promise.pk}").facts["fields"] == {"station": "城南第三换热站"}  # open data

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"rule_code": "no_such_rule"}, "现在有效的规则“no_such_rule”"),
            ({"receipt_rule": "yearly_list_assess"}, "没有写明天数"),
            ({"rule_code": "", "hard_rule_code": "assigned_task"}, "也要填一般适用的规则"),
            ({"fields": '[{"name": "title", "label": "标题", "type": "text"}]'}, "name 不能用 title"),
            ({"fields": "供暖"}, "JSON"),
        ],
    )
    def test_what_a_clerk_would_stumble_over_is_refused_at_once(self, signed_in, changed, words):
        page = body(signed_in("admin").post("/admin/commitments/commitmentkind/add/", self.typed(**changed)))
        assert words in page and not CommitmentKind.objects.filter(code="winter_heating").exists()
