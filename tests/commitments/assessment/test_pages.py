"""The doors of the yearly assessment: staff and public pages, the Word document, and that no page costs more with more rows."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from commitments.assessment import services
from commitments.assessment.models import YearlyAssessment
from core.search.models import PublicEntry
from tests.commitments.assessment.conftest import at

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def cost(client, address):
    body(client.get(address))
    with CaptureQueriesContext(connection) as caught:
        body(client.get(address))
    return len(caught)


def rows_of(assessment, **query):
    return reverse("assessment_rows", args=[assessment.pk]) + "?" + "&".join(f"{name}={value}" for name, value in query.items())


def test_a_supervisor_begins_it_and_is_led_to_the_table(year, signed_in):
    with at(2027, 12, 20):
        response = signed_in("jiang").post(reverse("assessment_new"), {"year": "2027"})
        page = body(signed_in("jiang").get(response["Location"]))
    made = YearlyAssessment.objects.get(year=2027)
    assert response["Location"] == made.get_absolute_url()
    assert "32.86" in page and "20.00%（1/5）" in page and "不适用" in page and "请另一位督查人员核对得分" in page


def test_a_year_to_come_is_refused_at_the_form(signed_in):
    page = body(signed_in("jiang").post(reverse("assessment_new"), {"year": "2099"}), 422)
    assert "只能考核今年和以前的年度" in page and "2099" in page


def test_each_figure_opens_the_commitments_behind_it(draft, signed_in, agencies):
    client, own = signed_in("jiang"), agencies["市人社局"].pk
    page = body(client.get(rows_of(draft, agency=own, indicator="on_time", met="no")))
    assert all(title in page for title in ("逾期兑现", "部分兑现", "没有兑现", "逾期没办完")) and "明年到期" not in page
    assert "5" in body(client.get(rows_of(draft, indicator="on_time"))) and "逾期没办完" not in body(client.get(rows_of(draft, met="yes")))
    exported = b"".join(client.get(rows_of(draft, indicator="kept", format="csv")).streaming_content).decode()
    assert exported.count("\r\n") == 6 and "部分兑现" in exported


def test_the_table_is_exported_as_shown(draft, signed_in):
    client = signed_in("jiang")
    exported = b"".join(client.get(f"{draft.get_absolute_url()}?table=scores-2027&format=csv").streaming_content).decode()
    assert "32.86" in exported and "按期兑现率" in exported
    assert client.get(f"{draft.get_absolute_url()}?table=other&format=csv").status_code == 404


def test_other_staff_see_it_when_it_is_published(draft, actor, signed_in):
    client = signed_in("lin")
    assert client.get(draft.get_absolute_url()).status_code == 404 and client.get(rows_of(draft)).status_code == 404
    with at(2027, 12, 28):
        services.publish(assessment=draft, words="总体较好。", by=actor("wei"))
    assert "总体较好" in body(client.get(draft.get_absolute_url())) and "按期" in body(client.get(rows_of(draft)))


def test_it_is_published_on_its_page_and_not_by_who_computed(draft, signed_in):
    address = reverse("assessment_publish", args=[draft.pk])
    with at(2027, 12, 28):
        assert signed_in("jiang").get(address).status_code == 403
        assert "公布以后不再改动" in body(signed_in("wei").get(address))
        assert signed_in("wei").post(address, {"words": "总体较好。"}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "published"


def test_a_decision_on_other_figures_is_refused_once(draft, signed_in, actor):
    """Computed again while the other supervisor reads: what is published is what was read."""
    address = reverse("assessment_publish", args=[draft.pk])
    with at(2027, 12, 28):
        client = signed_in("wei")
        seen = client.get(address).context["form"]["seen"].value()
        services.compute(assessment=draft, by=actor("jiang"))
        page = body(client.post(address, {"words": "总体较好。", "seen": seen}), 422)
    assert "请重新看过再决定" in page and "总体较好。" in page


class TestPublic:
    def test_the_city_and_each_agency_have_a_white_paper(self, published, agencies, year):
        client, agency = Client(), agencies["市人社局"]
        assert "2027年度承诺兑现白皮书" in body(client.get(reverse("public_assessments")))
        page = body(client.get(reverse("public_assessment", args=[2027])))
        own = reverse("public_assessment_agency", args=[2027, agency.pk])
        assert "32.86" in page and own in page and "总体较好，两项没有按期办成。" in page and "没有依法变更的承诺" in page
        page = body(client.get(own))
        assert "得分32.86，在1个单位里排第1。" in page and reverse("public_commitment", args=[year["没有兑现"].pk]) in page
        assert "年初公布的清单里没有这个单位负责的事项" in page and "部分兑现的一项按50%计" in page

    def test_the_page_of_an_agency_leads_to_its_own_white_paper(self, published, agencies):
        page = body(Client().get(agencies["市人社局"].get_absolute_url()))
        own = reverse("public_assessment_agency", args=[2027, agencies["市人社局"].pk])
        assert "2027年度32.86分，1个单位里第1位" in page and own in page
        city = body(Client().get(published.agency.get_absolute_url()))
        assert "责任白皮书" not in city  # that of the city lies with the office that publishes it

    def test_a_draft_is_not_public(self, draft, agencies):
        assert Client().get(reverse("public_assessment", args=[2027])).status_code == 404
        assert "还没有公布年度考核" in body(Client().get(reverse("public_assessments")))
        assert not PublicEntry.objects.of_kind("assessment").exists()

    def test_word_says_what_the_page_says(self, published, agencies):
        for name, arguments in (
            ("public_assessment_word", [2027]),
            ("public_assessment_agency_word", [2027, agencies["市人社局"].pk]),
        ):
            response = Client().get(reverse(name, args=arguments))
            page = body(Client().get(reverse(name.removesuffix("_word"), args=arguments)))
            document = Document(io.BytesIO(response.content))
            headings = [line.text for line in document.paragraphs if line.text.startswith(tuple("一二三四五六"))]
            cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
            assert len(headings) >= 5 and all(heading in page for heading in headings)
            assert "市人社局" in cells or "按期兑现率" in cells
            assert all(words in page for words in cells)

    def test_what_happens_later_does_not_change_it(self, published, year, claimed, agencies):
        year["逾期没办完"].refresh_from_db()
        claimed(year["逾期没办完"], date(2028, 2, 1), "kept")
        facts = PublicEntry.objects.get(key=f"assessment:2027:{agencies['市人社局'].pk}").facts
        assert {one["title"]: one["state"] for one in facts["rows"]}["逾期没办完"] == "逾期"

    def test_goals_of_january_stand_beside_what_became_of_them(self, year, kind, agencies, actor):
        from commitments.lists.models import ListItem, YearlyList
        from commitments.lists.public import publish_list

        made = YearlyList.objects.create(kind=kind("policy_task"), agency=agencies["市政府办公室"], year=2027, title="2027年重点工作")
        ListItem.objects.create(yearly_list=made, position=1, commitment=year["没有兑现"])
        for state in ("in_review", "published"):
            YearlyList.objects.update(state=state)
        made.refresh_from_db()
        made.announced_on = date(2027, 1, 11)
        made.save(update_fields=["announced_on"])
        with at(2027, 12, 20):
            publish_list(made)
            draft = services.begin(year=2027, by=actor("jiang"))
            services.publish(assessment=draft, words="总体较好。", by=actor("wei"))
        page = body(Client().get(reverse("public_assessment_agency", args=[2027, agencies["市人社局"].pk])))
        assert "2027年重点工作" in page and reverse("public_list", args=[made.pk]) in page
        assert "没有兑现1" in body(Client().get(reverse("public_assessment", args=[2027])))

    def test_in_english_the_words_of_the_portal_are_english(self, published):
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        page = body(client.get(reverse("public_assessment", args=[2027])))
        assert "How it is counted" in page or "Indicators" in page


def test_no_page_costs_more_with_more_commitments(draft, promised, claimed, signed_in, actor, agencies):
    client, visitor = signed_in("jiang"), Client()
    staff = [reverse("assessments"), draft.get_absolute_url(), rows_of(draft), rows_of(draft, indicator="on_time", met="no")]
    before = [cost(client, address) for address in staff]
    for number in range(4):
        claimed(promised(f"又一项{number}"), date(2027, 6, 20), "broken")
    with at(2027, 12, 21):
        services.compute(assessment=draft, by=actor("jiang"))
    assert [cost(client, address) for address in staff] == before
    with at(2027, 12, 28):
        services.publish(assessment=draft, words="总体较好。", by=actor("wei"))
    public = [reverse("public_assessments"), reverse("public_assessment", args=[2027])]
    public.append(reverse("public_assessment_agency", args=[2027, agencies["市人社局"].pk]))
    assert all(cost(visitor, address) <= 4 for address in public), [cost(visitor, address) for address in public]
