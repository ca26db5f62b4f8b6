"""The pages of suggestions: handing one over, the code for the proposer, the answer without an account."""

import pytest
from django.urls import reverse

from commitments.fulfilment import services as fulfilment
from commitments.register.models import Commitment
from commitments.suggestions.models import Proposer
from core.events.services import deliver_all

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


@pytest.fixture
def asked(suggestion, actor, paper):
    made = suggestion()
    fulfilment.claim_fulfilment(commitment=made, text="已书面答复。", by=actor("tang"), files=[paper()])
    fulfilment.verify_claim(commitment=made, grade="kept", by=actor("jiang"))
    deliver_all()
    return made.proposers.get()


def typed(agencies, **changes):
    return {
        "title": "关于增设滨江路公交站点的建议",
        "text": "滨江路两公里没有公交站点，建议增设。",
        "agency": agencies["市住建局"].pk,
        "beneficiary": "滨江路沿线居民",
        "basis": "市人大常委会办公室交办",
        "promised_on": "2026-11-20",
        "criterion": "书面答复提出人。",
        "suggestion": "第18号",
        "name": "顾明川",
        "email": "",
    } | changes


class TestHandingOver:
    def test_the_form_asks_how_hard_it_is_and_for_no_day(self, signed_in):
        page = body(signed_in("su").get(reverse("suggestion_new")))
        assert "涉及面广、处理难度大" in page and 'name="due_on"' not in page and "政协提案" in page

    def test_registered_with_its_proposer_and_the_longer_limit(self, signed_in, agencies):
        answer = signed_in("su").post(reverse("suggestion_new"), typed(agencies, hard="on"))
        made = Commitment.objects.get()
        assert answer.status_code == 302 and made.proposers.get().name == "顾明川"
        assert made.deadline.rule.code == "deputy_suggestion_reply_complex"

    @pytest.mark.parametrize("missing", ["name", "suggestion", "title", "criterion"])
    def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(self, signed_in, agencies, missing):
        page = body(signed_in("su").post(reverse("suggestion_new"), typed(agencies, **{missing: ""})), 422)
        assert "修改" in page and (missing == "text" or "滨江路两公里没有公交站点" in page)
        assert not Commitment.objects.exists()

    def test_fields_and_errors_bear_the_names_of_a_suggestion(self, signed_in):
        """The register calls them 承诺事项, 承诺原文 and so on; nobody who hands over a suggestion knows these."""
        page = body(signed_in("su").post(reverse("suggestion_new"), {}), 422)
        for words in ("填写案由", "填写建议原文", "选择承办单位", "填写涉及哪些人", "关于增设滨江路公交站点的建议"):
            assert words in page, words
        assert "承诺事项" not in page and "承诺原文" not in page

    def test_the_registers_own_form_offers_no_kind_that_asks_people(self, signed_in):
        assert "人大代表建议" not in body(signed_in("lin").get(reverse("commitment_new")))


class TestCode:
    def test_the_agency_that_answers_does_not_see_it(self, asked, signed_in):
        seen = {who: asked.code in body(signed_in(who).get(asked.get_absolute_url())) for who in ("su", "jiang", "tang", "ye")}
        assert seen == {"su": True, "jiang": True, "tang": False, "ye": False}

    def test_other_agencies_do_not_see_the_suggestion(self, asked, signed_in):
        assert signed_in("lin").get(asked.get_absolute_url()).status_code == 404


class TestAnswering:
    def test_from_code_to_thanks(self, asked, client):
        page = body(client.post(reverse("suggestion_find"), {"code": asked.code.lower()}))
        assert "滨江路公交站点" in page and "顾明川" not in page
        words = {"code": asked.code, "grade": "dissatisfied", "words": "没有设站。"}
        answers = [client.post(reverse("suggestion_answer"), words).status_code for _click in range(2)]
        assert answers == [302, 302]
        assert Proposer.objects.get().grade == "dissatisfied"
        assert "已经用过" in body(client.post(reverse("suggestion_answer"), words | {"grade": "satisfied"}), 422)

    def test_words_that_are_missing_are_asked_for_and_the_choice_stays(self, asked, client):
        page = body(client.post(reverse("suggestion_answer"), {"code": asked.code, "grade": "dissatisfied", "words": " "}), 422)
        assert "填写哪里不满意" in page and asked.code in page

    def test_wrong_codes_are_counted(self, asked, client):
        for _ in range(20):
            client.post(reverse("suggestion_find"), {"code": "AAAA-BBBB-CCCC"})
        assert "过一刻钟再试" in body(client.post(reverse("suggestion_find"), {"code": asked.code}), 422)


class TestList:
    def test_what_waits_and_who_was_not_satisfied_are_found(self, asked, suggestion, signed_in):
        suggestion(title="关于增加停车位的建议")
        client = signed_in("su")
        assert "停车位" not in body(client.get(reverse("suggestions"), {"grade": "waiting"}))
        assert "公交站点" not in body(client.get(reverse("suggestions"), {"grade": "not_asked"}))

    def test_it_costs_the_same_however_long(self, suggestion, signed_in, django_assert_max_num_queries):
        for number in range(15):
            suggestion(title=f"第{number}件", email="")
        client = signed_in("su")
        with django_assert_max_num_queries(17):
            body(client.get(reverse("suggestions")))

    def test_again_leads_to_the_form_filled_in(self, asked, client, signed_in):
        client.post(reverse("suggestion_answer"), {"code": asked.code, "grade": "dissatisfied", "words": "没有设站。"})
        page = body(signed_in("su").get(asked.get_absolute_url()))
        assert f"?again={asked.pk}" in page
        form = body(signed_in("su").get(f"{reverse('suggestion_new')}?again={asked.pk}"))
        assert "滨江路两公里没有公交站点" in form and "不满意" in form


class TestTakingOut:
    def test_sent_twice_it_is_one_step_though_the_proposer_is_gone(self, suggestion, signed_in):
        made, client = suggestion(), signed_in("su")
        address = reverse("proposer_remove", args=[made.proposers.get().pk])
        clicks = [client.post(address, {"csrfmiddlewaretoken": "of-the-page-that-was-shown"}) for _click in range(2)]
        assert {click["Location"] for click in clicks} == {made.get_absolute_url()}

    def test_who_was_asked_already_is_not_offered_it(self, asked, signed_in):
        assert "不能撤下" in body(signed_in("su").get(reverse("proposer_remove", args=[asked.pk])), 409)
