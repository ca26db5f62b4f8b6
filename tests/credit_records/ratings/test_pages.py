"""The pages: who finds what on them, every point opens its record, more rows cost no more statements."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.directory.models import Agency
from core.jobs.services import run_waiting
from credit_records.ratings.models import Rating, RatingRuleSet, RatingRun
from credit_records.ratings.services.rule_sets import copy_rule_set, submit_rule_set
from credit_records.ratings.services.runs import rate_period, try_rule_set
from credit_records.records.models import CreditFile, CreditRecord, FileLook
from tests.credit_records.ratings.building import put
from tests.credit_records.ratings.conftest import SYSTEM

pytestmark = pytest.mark.django_db


def of(run, file):
    return Rating.objects.get(run=run, file=file)


def statements(client, address):
    client.get(address)  # the first visit fills what the process keeps
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_point_opens_the_record_behind_it(october, file, signed_in):
    text = signed_in("ye").get(of(october, file).get_absolute_url()).text
    assert reverse("record", args=[CreditRecord.objects.get().pk]) in text
    assert "基准分85，扣8，得77。" in text
    assert "85 × 20% + 85 × 25% + 85 × 15% + 85 × 20% + 77 × 20%" in text


def test_what_the_caps_left_out_is_said(approved, file, people, signed_in):
    put(file, people, [{"type": "payment_default", "effective_on": "2026-03-02"}] * 5)
    text = signed_in("ye").get(of(rate_period(period="2026-10", by=SYSTEM), file).get_absolute_url()).text
    assert "另有10分没有计入" in text


def test_a_clerk_finds_the_own_agency_only(october, file, signed_in):
    page = signed_in("tang").get(october.get_absolute_url())
    assert [row.file for row in page.context["rows"]] == [file]
    assert signed_in("lin").get(of(october, file).get_absolute_url()).status_code == 404


def test_a_civil_servant_finds_the_own_rating_and_no_colleague_does(approved, people, signed_in):
    own = CreditFile.objects.create(civil_servant=people["tang"].civil_servant)
    address = of(rate_period(period="2026-10", by=SYSTEM), own).get_absolute_url()
    assert [signed_in(name).get(address).status_code for name in ("tang", "qiao", "ye", "qin")] == [200, 404, 200, 200]
    assert set(FileLook.objects.values_list("file", "user__username")) == {(own.pk, "ye"), (own.pk, "qin")}


def test_an_agencys_rating_is_public_and_leaves_no_look(october, file, signed_in):
    assert signed_in("ye").get(of(october, file).get_absolute_url()).status_code == 200
    assert not FileLook.objects.exists()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("dimension=commerce", 1),
        ("dimension=service", 0),
        ("grade=B", 26),
        ("grade=A", 0),
        ("subject=person", 0),
        ("level=township", 2),
        ("q=住建", 1),
    ],
)
def test_the_results_are_filtered(october, signed_in, query, count):
    assert signed_in("ye").get(f"{october.get_absolute_url()}?{query}").context["count"] == str(count)


def test_more_subjects_cost_no_more_statements(october, signed_in, agencies, approved):
    ye = signed_in("ye")
    few = statements(ye, october.get_absolute_url() + "?level=township")
    assert statements(ye, october.get_absolute_url()) == few


def test_more_records_cost_no_more_statements(approved, file, people, signed_in):
    put(file, people, [{"type": "payment_default", "effective_on": "2026-03-02"}])
    ye = signed_in("ye")
    few = statements(ye, of(rate_period(period="2026-08", by=SYSTEM), file).get_absolute_url())
    put(file, people, [{"type": "promise_changed", "effective_on": "2026-08-02"}] * 15)
    assert statements(ye, of(rate_period(period="2026-09", by=SYSTEM), file).get_absolute_url()) == few


def test_the_public_reads_the_rating_of_an_agency(october, file, client):
    text = client.get(reverse("public_rating", args=[file.agency_id])).text
    assert "83.40" in text and "2026年10月" in text
    assert "83.40" in client.get(reverse("agency", args=[file.agency_id])).text


def test_the_public_list_offers_the_files_and_the_script(october, client):
    page = client.get(reverse("public_ratings")).text
    assert "/ratings/files/ratings-2026-10.json" in page and "recompute_rating.py" in page
    answer = client.get("/ratings/files/ratings-2026-10.json")
    assert b"".join(answer.streaming_content) == october.files.get(name="ratings-2026-10.json").file.read()


def test_only_the_newest_files_are_offered(approved, client):
    for period in ("2026-09", "2026-10"):
        rate_period(period=period, by=SYSTEM)
    assert client.get("/ratings/files/ratings-2026-09.json").status_code == 404


def test_who_approves_reads_the_what_if_first(approved, actor, signed_in):
    draft = copy_rule_set(rule_set=approved, by=actor("admin"))
    submit_rule_set(rule_set=draft, by=actor("ye"))
    address = reverse("rating_rule_set_approve", args=[draft.pk])
    assert "还没有按现在的内容试算过" in signed_in("meng").get(address).text
    run = try_rule_set(rule_set=draft, by=actor("ye"))
    meng = signed_in("meng")
    assert meng.get(address).context["form"].initial["what_if"] == run.pk
    assert meng.post(address, {"reason": "好", "what_if": run.pk}).status_code == 302
    assert RatingRuleSet.objects.get(pk=draft.pk).state == "approved"


def test_a_what_if_is_asked_for_on_a_page(rule_set, signed_in):
    answer = signed_in("ye").post(reverse("rating_rule_set_try", args=[rule_set.pk]))
    run_waiting()
    assert answer.url.startswith("/work/jobs/")
    assert RatingRun.objects.get().rule_set == rule_set


def test_the_administrator_edits_a_draft_and_can_only_look_at_an_approved_one(rule_set, signed_in):
    page = signed_in("admin").get(reverse("admin:credit_records_ratingruleset_change", args=[rule_set.pk]))
    assert "没有缺的，可以提交" in page.text
    assert 'name="most_per_type"' in page.text


def test_the_administrator_can_only_look_at_an_approved_one(approved, signed_in):
    page = signed_in("admin").get(reverse("admin:credit_records_ratingruleset_change", args=[approved.pk]))
    assert 'name="most_per_type"' not in page.text


def test_the_command_says_that_all_is_the_same(october):
    said = StringIO()
    call_command("recompute_ratings", "2026-10", stdout=said)
    assert said.getvalue().strip() == "重新计算了26个主体，0个不一致。"


def test_an_agency_that_was_dissolved_is_not_published(approved, agencies, client):
    Agency.objects.filter(pk=agencies["石桥镇政府"].pk).update(dissolved_on=date(2026, 10, 1))
    rate_period(period="2026-10", by=SYSTEM)
    assert client.get(reverse("public_rating", args=[agencies["石桥镇政府"].pk])).status_code == 404
