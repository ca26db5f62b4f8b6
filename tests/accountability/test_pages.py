"""The pages of clues and cases: for supervision and for the handlers, and for nobody else."""

import json

import pytest
from django.urls import reverse

from accountability.cases import services
from accountability.cases.models import Case
from accountability.complaints.models import Clue
from accountability.complaints.services import open_clues_for
from tests.accountability.conftest import DECISION, FINDING, SUPERVISION, WHO

pytestmark = pytest.mark.django_db


def text_of(response):
    return response.content.decode()


def who_opens(url, signed_in):
    """User names by status code."""
    found = {}
    for name in WHO:
        found.setdefault(signed_in(name).get(url).status_code, set()).add(name)
    return found


@pytest.mark.parametrize("name", ["clue", "clue_dismiss", "case_open"])
def test_the_doors_of_a_clue_are_open_to_supervision(clue, signed_in, client, name):
    url = reverse(name, args=[clue.pk])
    assert client.get(url).url.startswith("/login/")
    assert who_opens(url, signed_in) == {200: SUPERVISION, 404: set(WHO) - SUPERVISION}


@pytest.mark.parametrize("name", ["clues", "clue_new"])
def test_the_list_of_clues_is_for_supervision(signed_in, client, name):
    assert client.get(reverse(name)).url.startswith("/login/")
    assert who_opens(reverse(name), signed_in) == {200: SUPERVISION, 404: set(WHO) - SUPERVISION}


@pytest.mark.parametrize("name", ["case", "case_assign", "case_finding"])
def test_the_doors_of_a_case_are_open_to_its_handlers(make_case, signed_in, client, name):
    url = reverse(name, args=[make_case("investigating").pk])
    assert client.get(url).url.startswith("/login/")
    assert who_opens(url, signed_in) == {200: {"jiang", "qin"}, 404: set(WHO) - {"jiang", "qin"}}


def test_who_opened_a_case_is_told_that_another_decides(make_case, signed_in):
    url = reverse("case_decide", args=[make_case("investigating", finding=True).pk])
    assert who_opens(url, signed_in) == {200: {"qin"}, 403: {"jiang"}, 404: set(WHO) - {"jiang", "qin"}}


def test_the_list_of_cases_shows_ones_own(make_case, signed_in):
    case = make_case()
    for name in WHO:
        page = text_of(signed_in(name).get("/work/cases/"))
        assert (case.title in page) == (name == "jiang")
    assert case.title not in b"".join(signed_in("qin").get("/work/cases/?format=csv")).decode()


def test_from_a_missed_deadline_to_a_public_outcome(clue, ground, respondent, people, signed_in, client):
    jiang, qin = signed_in("jiang"), signed_in("qin")
    assert "核对情况，决定是否立案" in text_of(jiang.get(clue.get_absolute_url()))
    form = {"ground": ground.pk, "respondent": respondent.pk, "title": "顾长青未按期改造农贸市场", "facts": "到期没有开市。"}
    opened = jiang.post(f"/work/clues/{clue.pk}/case/", form)
    case = Case.objects.get()
    assert opened.url == f"/work/cases/{case.pk}/"
    assert "指派承办人" in text_of(jiang.get(opened.url))
    jiang.post(f"{opened.url}assign/", {"handler": people["qin"].pk, "expires_on": "2026-12-31"})
    assert "承办到2026年12月31日" in text_of(jiang.get(opened.url))
    jiang.post(f"{opened.url}finding/", {"finding": FINDING})
    assert "按这个决定办结" not in text_of(jiang.get(opened.url))
    assert "按这个决定办结" in text_of(qin.get(opened.url))
    answer = qin.post(f"{opened.url}decide/", {"outcome": "close", "decision": DECISION})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"measure": ["选择问责方式"]})
    measure = answer.context["form"].fields["measure"].queryset.get(code="written_self_criticism")
    qin.post(f"{opened.url}decide/", {"outcome": "close", "measure": measure.pk, "decision": DECISION, "publish": "on"})
    page = text_of(client.get(f"/cases/{case.pk}/"))
    assert "责令顾某某作出书面检查" in page
    assert "顾长青" not in page and FINDING not in page
    assert case.number in text_of(client.get("/cases/"))


def test_dismissing_a_case_from_its_page(make_case, signed_in, client):
    case = make_case("investigating", finding=True)
    signed_in("qin").post(f"/work/cases/{case.pk}/decide/", {"outcome": "dismiss", "decision": "已经补救"})
    case.refresh_from_db()
    assert case.state == "dismissed"
    assert client.get(f"/cases/{case.pk}/").status_code == 404


def test_who_opened_it_is_told_why_another_must_decide(make_case, measure, signed_in):
    case = make_case("investigating", finding=True)
    jiang = signed_in("jiang")
    assert "录入和审核不能是同一人" in text_of(jiang.get(case.get_absolute_url()))
    refused = jiang.post(f"/work/cases/{case.pk}/decide/", {"outcome": "close", "measure": measure.pk, "decision": DECISION})
    assert refused.status_code == 422
    assert DECISION in text_of(refused)


def test_an_excluded_person_is_not_on_the_list_of_possible_handlers(make_case, people, signed_in):
    case = make_case("investigating")
    form = signed_in("jiang").get(f"/work/cases/{case.pk}/assign/").context["form"]
    assert {user.username for user in form.fields["handler"].queryset} == SUPERVISION - {"jiang", "qin"}
    refused = signed_in("jiang").post(f"/work/cases/{case.pk}/assign/", {"handler": people["tang"].pk, "expires_on": "2026-12-31"})
    assert "handler" in refused.context["form"].errors


def test_a_clue_is_registered_and_dismissed(signed_in, agencies):
    jiang = signed_in("jiang")
    form = {"agency": agencies["市住建局"].pk, "source": "report", "title": "窗口不收材料", "text": "三次去都说没人。"}
    wrong = jiang.post("/work/clues/new/", form | {"agency": agencies["市政府督查室"].pk})
    assert "agency" in wrong.context["form"].errors
    made = jiang.post("/work/clues/new/", form)
    assert made.url == Clue.objects.get().get_absolute_url()
    jiang.post(f"{made.url}dismiss/", {"reason": "查无此事"})
    page = text_of(jiang.get(made.url))
    assert "查无此事" in page and "不予立案" in page


def test_public_outcomes_are_listed_searched_and_exported(make_case, client):
    case = make_case("closed")
    assert client.get("/cases/?q=书面检查").context["count"] == "1"
    assert client.get("/cases/?q=顾长青").context["count"] == "0"
    [row] = json.loads(b"".join(client.get("/cases/?format=json")))
    assert (row["编号"], row["问责方式"]) == (case.number, "作出书面检查")


def make_cases(ground, actor):
    for clue in Clue.objects.filter(state="open"):
        services.open_case(clue=clue, ground=ground, title="立案", facts="事实", by=actor("jiang"))


@pytest.mark.parametrize("url", ["/work/clues/", "/work/cases/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(start_deadlines, ground, actor, signed_in, django_assert_max_num_queries, url):
    jiang, counts = signed_in("jiang"), []
    # the first round reads what is read once a process
    for count, agency in ((1, "市教育局"), (2, "市住建局"), (17, "市人社局")):
        open_clues_for([deadline.pk for deadline in start_deadlines(count, agency=agency)])
        if url == "/work/cases/":
            make_cases(ground, actor)
        with django_assert_max_num_queries(20) as captured:
            assert jiang.get(url).status_code == 200
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_empty_lists_say_why(signed_in, client):
    assert "没有线索" in text_of(signed_in("jiang").get("/work/clues/"))
    assert "没有你承办的案件" in text_of(signed_in("jiang").get("/work/cases/"))
    assert "还没有公布的问责结果" in text_of(client.get("/cases/"))
