"""The doors of the exchange: who sees what, what can be done there, and that many rows cost no more statements."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.events.services import deliver_all
from credit_records.exchange import services
from credit_records.exchange.models import ExchangeBatch, Receiver, Transmission
from tests.credit_records.exchange.conftest import hurry, newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejected(city, in_force, go_round, answer):
    """rejected() is a transmission that came back."""

    def make(**changes):
        in_force(**changes)
        go_round()
        batch = ExchangeBatch.objects.latest("pk")
        answer(batch, {row.key: "rejected" for row in batch.transmissions.all()})
        hurry()
        services.ask_for_receipts()
        return newest()

    return make


def test_the_office_sees_what_waits_and_what_came_back(signed_in, rejected):
    rejected()
    page = signed_in("meng").get(reverse("exchange"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "被退回" in text and "字段不全" in text and "市信用信息共享目录" in text


def test_whom_a_record_is_about_sees_where_it_went_once_it_was_accepted(signed_in, city, in_force, accept_all):
    in_force()
    tang = signed_in("tang")
    assert "没有报送" in tang.get(reverse("exchange")).content.decode()
    accept_all()
    assert "市信用信息共享目录" in tang.get(reverse("exchange")).content.decode()
    assert tang.get(newest().get_absolute_url()).status_code == 200
    assert signed_in("lin").get(newest().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["lin", "tang", "jiang", "qin", "admin"])
def test_batches_are_the_offices_alone(signed_in, rejected, who):
    batch = rejected().batch
    client = signed_in(who)
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.get(reverse("transmission_again", args=[newest().pk])).status_code == 404


def test_sending_again_needs_a_reason_and_says_so(signed_in, rejected):
    row = rejected()
    meng, url = signed_in("meng"), reverse("transmission_again", args=[row.pk])
    assert meng.post(url, {"reason": ""}).status_code == 422
    assert meng.post(url, {"reason": "已补齐"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, newest().state) == ("replaced", "waiting")


def test_a_batch_that_did_not_arrive_is_sent_again_from_its_page(signed_in, city, in_force, go_round, settings, tmp_path):
    settings.EXCHANGE_FOLDER = tmp_path / "file"
    settings.EXCHANGE_FOLDER.write_text("in the way")
    in_force()
    go_round()
    for _attempt in range(8):
        hurry()
        services.send_all()
    batch, meng = ExchangeBatch.objects.get(), signed_in("meng")
    assert batch.state == "failed"
    assert "stuck=true" in meng.get(reverse("exchange")).content.decode()
    assert "写不进交换文件夹" in meng.get(batch.get_absolute_url()).content.decode()
    assert meng.post(reverse("exchange_batch_resend", args=[batch.pk])).status_code == 302
    batch.refresh_from_db()
    assert batch.state == "waiting"


def test_sending_now_makes_the_batches_and_says_when_nothing_waits(signed_in, city, in_force):
    Receiver.objects.update(every=60)
    meng, url = signed_in("meng"), reverse("exchange_send")
    assert "没有待报送的记录" in meng.post(url).content.decode()
    in_force()
    deliver_all()
    assert meng.post(url).status_code == 302
    assert ExchangeBatch.objects.count() == 1
    assert signed_in("lin").post(url).status_code == 422


def test_more_rows_cost_no_more_statements(signed_in, city, in_force, accept_all):
    meng = signed_in("meng")

    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert meng.get(reverse("exchange")).status_code == 200
        return len(captured)

    in_force()
    accept_all()
    statements()
    few = statements()
    for number in range(6):
        in_force(title=f"第{number}条")
    accept_all()
    assert statements() == few


def test_every_figure_opens_its_rows(signed_in, rejected):
    rejected()
    meng = signed_in("meng")
    page = meng.get(f"{reverse('exchange')}?state=rejected&format=json")
    assert len(json.loads(b"".join(page.streaming_content))) == Transmission.objects.filter(state="rejected").count() == 1


def test_an_administrator_opens_a_receiver_in_admin(signed_in, in_force):
    in_force()
    client = signed_in("admin")
    page = client.post(
        reverse("admin:credit_records_receiver_changelist"), {"action": "begin", "_selected_action": [Receiver.objects.get(code="city").pk]}
    )
    assert page.status_code == 302 and Receiver.objects.get(code="city").is_open
    assert Transmission.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ('["A"]', "字段要写成列表"),
        ('[{"code": "A", "name": "甲", "source": "nothing"}]', "没有这个来源"),
        ('[{"code": "A", "name": "甲", "source": "title"}]', "要有一个字段的来源是key"),
        ('[{"code": "A", "name": "甲", "source": "key"}, {"code": "A", "name": "乙", "source": "title"}]', "不能重复"),
        ('[{"code": "A", "name": "甲", "source": "key", "most": "x"}]', "most是数字"),
    ],
)
def test_a_field_list_that_cannot_be_filled_is_refused(signed_in, db, fields, words):
    layout = Receiver.objects.get(code="city").layouts.get()
    url = reverse("admin:credit_records_layout_change", args=[layout.pk])
    form = {
        "receiver": layout.receiver_id,
        "name": "甲",
        "origins": [],
        "fields": fields,
        "legal_basis": "本地设定",
        "verification": "none",
    }
    assert words in signed_in("admin").post(url, form).content.decode()


@pytest.mark.parametrize("address", ["../../etc", "/etc", "A b", "http://x", ""])
def test_a_folder_stays_under_the_exchange_folder(signed_in, db, address):
    receiver = Receiver.objects.get(code="city")
    url = reverse("admin:credit_records_receiver_change", args=[receiver.pk])
    columns = ("name", "way", "form", "reach", "most", "every", "legal_basis", "verification")
    signed_in("admin").post(url, {name: getattr(receiver, name) for name in columns} | {"address": address})
    receiver.refresh_from_db()
    assert receiver.address == "city"
