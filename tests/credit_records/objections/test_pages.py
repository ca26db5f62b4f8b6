"""The pages of objections: who sees what, what is hidden from whom, the receipt, how many statements they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credit_records.objections import services
from credit_records.objections.models import Objection
from tests.credit_records.objections.conftest import paper

pytestmark = pytest.mark.django_db

EVERYBODY = ("lin", "he", "tang", "qiao", "su", "fang", "ye", "meng", "song", "jiang", "qin", "admin")
OFFICE, INSPECTION = {"ye", "meng", "song"}, {"qin"}


def readers(objection, people):
    return {name for name in EVERYBODY if Objection.objects.visible_to(people[name]).filter(pk=objection.pk).exists()}


def test_who_sees_an_objection(filed, people):
    assert readers(filed(), people) == OFFICE | INSPECTION | {"tang", "qiao"}


def test_the_source_unit_sees_what_it_was_asked(asked, people):
    assert readers(asked(), people) == OFFICE | INSPECTION | {"tang", "qiao", "su", "fang"}


def test_a_citizens_objection_is_not_for_the_agency_concerned(in_force, citizen, people):
    assert readers(citizen(in_force()), people) == OFFICE | INSPECTION


def test_only_the_office_reads_who_the_citizen_is(in_force, citizen, actor, signed_in):
    objection = services.ask_source(objection=citizen(in_force()), by=actor("meng"))
    page = objection.get_absolute_url()
    assert "许安然" in signed_in("meng").get(page).text and "13900000001" in signed_in("meng").get(page).text
    for name in ("su", "qin"):
        text = signed_in(name).get(page).text
        assert "公民" in text and "许安然" not in text and "13900000001" not in text


def test_who_is_named_reads_no_names_of_the_office(in_force, people, object_to, actor, signed_in):
    objection = object_to(in_force(subject=people["tang"].civil_servant))
    objection = services.ask_source(objection=objection, by=actor("meng"))
    text = signed_in("tang").get(objection.get_absolute_url()).text
    assert "核查中" in text and not any(name in text for name in ("叶知秋", "孟清和", "宋知礼", "苏明远"))


def test_the_opinion_is_the_offices_until_it_is_decided(proposed, signed_in):
    objection = proposed()
    assert "核对了银行回单" in signed_in("song").get(objection.get_absolute_url()).text
    assert "核对了银行回单" not in signed_in("tang").get(objection.get_absolute_url()).text


def test_from_the_record_to_the_decision(in_force, signed_in):
    record, tang, meng, su, song = in_force(), *map(signed_in, ("tang", "meng", "su", "song"))
    filing = reverse("objection_new", args=[record.pk])
    assert filing in tang.get(record.get_absolute_url()).text
    assert filing not in meng.get(record.get_absolute_url()).text
    answers = {"grounds": ["facts", "type"], "text": "款项已经付清。", "files": [paper()]}
    objection = tang.post(filing, answers, follow=True).context["object"]
    assert "异议处理中" in tang.get(record.get_absolute_url()).text
    meng.post(reverse("objection_ask", args=[objection.pk]))
    su.post(reverse("objection_answer", args=[objection.pk]), {"answer": "已核对，有误。"})
    meng.post(reverse("objection_propose", args=[objection.pk]), {"outcome": "revoked", "opinion": "付清在先。"})
    assert "付清在先" in song.get(reverse("objection_decide", args=[objection.pk])).text
    song.post(reverse("objection_decide", args=[objection.pk]), {"reason": "同意撤销。"})
    text = tang.get(objection.get_absolute_url()).text
    assert "异议成立，已撤销记录" in text and "同意撤销" in text


def test_a_correction_is_proposed_on_its_own_page(answered, signed_in):
    objection, meng = answered(), signed_in("meng")
    page, record = reverse("objection_correct", args=[objection.pk]), objection.record
    assert "市住建局拖欠维修款" in meng.get(page).text
    answers = {"type": record.type_id, "title": "新标题", "facts": record.facts, "happened_on": "2026-6-30", "reason": "标题写错了"}
    meng.post(page, answers)
    assert "新标题" in signed_in("song").get(objection.get_absolute_url()).text


def test_a_refusal_stands_at_the_form_and_loses_nothing(in_force, signed_in):
    response = signed_in("tang").post(reverse("objection_new", args=[in_force().pk]), {"text": "款项已经付清。"})
    assert response.status_code == 422
    assert "哪里有误" in response.text and "款项已经付清。" in response.text


def object_publicly(client, record):
    words = {"grounds": ["basis"], "text": "合同已经解除。", "name": "许安然", "contact": "13900000001"}
    return client.post(reverse("objection_public", args=[record.pk]), words, follow=True)


def test_a_citizen_gets_a_code_once_and_follows_it(in_force, client):
    record = in_force()
    assert reverse("objection_public", args=[record.pk]) in client.get(reverse("public_record", args=[record.pk])).text
    shown = object_publicly(client, record)
    code = shown.context["code"]
    assert code in shown.text
    assert client.get(reverse("objection_receipt")).url == reverse("objection_follow")
    text = client.post(reverse("objection_follow"), {"code": code}).text
    assert "收到异议" in text and "许安然" not in text


def test_guessing_codes_ends_after_twenty(client, in_force, citizen):
    objection, page = citizen(in_force()), reverse("objection_follow")
    for _number in range(20):
        assert "没有这个回执码" in client.post(page, {"code": "2222-2222-2222"}).text
    assert "过一刻钟再试" in client.post(page, {"code": objection.receipt}).text
    taken = client.post(reverse("objection_take_back"), {"code": objection.receipt})
    assert "过一刻钟再试" in taken.text and Objection.objects.get().state == "filed"


def test_one_address_files_only_so_many(client, in_force):
    record = in_force()
    for number in range(10):
        words = {"grounds": ["basis"], "text": "合同已经解除。", "name": "许安然", "contact": f"1390000000{number}"}
        client.post(reverse("objection_public", args=[record.pk]), words)
    assert "过一刻钟再试" in object_publicly(client, record).text
    assert Objection.objects.count() == 10


def test_more_objections_cost_no_more_statements(in_force, citizen, signed_in):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert signed_in("meng").get(reverse("objections")).status_code == 200
        return len(captured)

    record = in_force()
    citizen(record)
    few = statements()
    for number in range(15):
        citizen(record, contact=f"139000001{number:02d}")
    assert statements() == few


def test_what_is_open_stands_first_by_time_left(in_force, citizen, actor, signed_in):
    record = in_force()
    old, new = citizen(record), citizen(record, contact="13900000002")
    services.refuse_objection(objection=old, by=actor("meng"), reason="没有新的事实")
    page = signed_in("meng").get(reverse("objections"))
    assert page.text.index(new.get_absolute_url()) < page.text.index(old.get_absolute_url())


def test_the_task_stands_among_those_of_office_and_source(asked, signed_in):
    objection = asked()
    assert "去答复" in signed_in("su").get(reverse("work")).text
    assert objection.get_absolute_url() in signed_in("ye").get(reverse("work")).text
