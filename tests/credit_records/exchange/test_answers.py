"""Receipts: what was accepted, what came back, and answers that are late, doubled, in pieces, contradictory, or no answers at all."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.errors import DomainError
from core.events.services import deliver_all
from credit_records.exchange import services
from credit_records.exchange.models import ExchangeBatch, Receipt, Transmission
from credit_records.exchange.reading import Unreadable, results_of
from tests.credit_records.exchange.conftest import hurry, newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(city, in_force, go_round):
    """sent(3) is a batch of so many records that has arrived."""

    def make(count=1):
        for number in range(count):
            in_force(title=f"第{number}条")
        go_round()
        return ExchangeBatch.objects.get()

    return make


def look():
    hurry()
    services.ask_for_receipts()


def keys_of(batch):
    return [row.key for row in batch.transmissions.order_by("pk")]


def test_a_batch_in_the_folder_is_whole_and_as_it_was_made(sent, settings):
    batch = sent(2)
    folder = settings.EXCHANGE_FOLDER / "city" / "out"
    assert [path.name for path in folder.iterdir()] == [f"{batch.key}.csv"]
    assert (folder / f"{batch.key}.csv").read_bytes() == batch.body
    assert (batch.state, batch.limit.purpose) == ("sent", "exchange_receipt")


def test_every_row_that_was_accepted_is_marked_and_the_batch_is_done(sent, answer):
    batch = sent(2)
    answer(batch, dict.fromkeys(keys_of(batch), "accepted"))
    look()
    batch.refresh_from_db()
    batch.limit.refresh_from_db()
    assert (batch.state, batch.limit.state) == ("answered", "met")
    assert set(batch.transmissions.values_list("state", flat=True)) == {"accepted"}


def test_a_rejection_is_shown_with_its_reason_and_must_be_mended_in_time(sent, answer, city):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "rejected"})
    look()
    row = Transmission.objects.get()
    assert (row.state, row.answer) == ("rejected", "字段不全")
    assert city.deadlines.live().get().purpose == "exchange_mend"


def test_sent_again_after_the_record_was_corrected(sent, answer, city, correct, accept_all):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "rejected"})
    look()
    correct(Transmission.objects.get().record, title="改正以后的标题")
    accept_all()
    first, second = Transmission.objects.order_by("pk")
    assert (first.state, second.state, second.action, second.ordinal) == ("replaced", "accepted", "report", 2)
    assert not city.deadlines.live().exists()


def test_sent_again_by_a_person_who_says_why(sent, answer, actor, accept_all, city):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "rejected"})
    look()
    services.send_again(transmission=Transmission.objects.get(), by=actor("meng"), reason="对方补录了我方的代码")
    assert not city.deadlines.live().exists()
    accept_all()
    assert (newest().cause, newest().state) == ("again", "accepted")


def test_nobody_but_the_credit_office_sends_again_or_gives_up(sent, answer, actor):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "rejected"})
    look()
    row = Transmission.objects.get()
    for service in (services.send_again, services.abandon):
        for who in ("lin", "tang", "jiang", "admin"):
            with pytest.raises(DomainError) as refusal:
                service(transmission=row, by=actor(who), reason="理由")
            assert refusal.value.code == "refused"


def test_a_row_that_was_given_up_is_told_of_again_when_its_record_changes(sent, answer, actor, correct, accept_all, city):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "rejected"})
    look()
    row = services.abandon(transmission=Transmission.objects.get(), by=actor("meng"), reason="对方不收这一类")
    assert (row.state, city.deadlines.live().exists()) == ("abandoned", False)
    correct(row.record, title="更正以后")
    accept_all()
    assert (newest().action, newest().state) == ("report", "accepted")


def test_one_limit_a_receiver_counts_from_the_oldest_rejection_that_is_left(sent, answer, actor, city):
    batch = sent(2)
    answer(batch, dict.fromkeys(keys_of(batch), "rejected"))
    look()
    limit = city.deadlines.live().get()
    first, second = Transmission.objects.order_by("pk")
    services.abandon(transmission=first, by=actor("meng"), reason="不收")
    assert city.deadlines.live().get() == limit
    services.abandon(transmission=second, by=actor("meng"), reason="不收")
    assert not city.deadlines.live().exists()


def test_the_same_receipt_twice_is_one(sent, answer):
    batch = sent()
    results = dict.fromkeys(keys_of(batch), "accepted")
    answer(batch, results)
    data = answer(batch, results, name=".2").read_bytes()
    look()
    assert services.apply_receipt(batch=batch, data=data, source="asked") is None
    assert Receipt.objects.count() == 1


def test_a_receipt_in_pieces_is_done_with_the_last_piece(sent, answer):
    batch = sent(2)
    first, second = keys_of(batch)
    answer(batch, {first: "accepted"}, name=".1")
    look()
    batch.refresh_from_db()
    assert batch.state == "sent"
    answer(batch, {second: "rejected"}, name=".2")
    look()
    batch.refresh_from_db()
    assert batch.state == "answered"


def test_a_receipt_that_contradicts_an_earlier_one_changes_nothing_and_is_marked(sent, answer):
    batch = sent(2)
    first, second = keys_of(batch)
    answer(batch, {first: "accepted"}, name=".1")
    look()
    answer(batch, {first: "rejected", second: "accepted"}, name=".2")
    look()
    assert set(Transmission.objects.values_list("state", flat=True)) == {"accepted"}
    assert list(Receipt.objects.order_by("pk").values_list("contradictory", flat=True)) == [0, 1]


def test_rows_that_are_not_of_the_batch_are_counted_and_left(sent, answer):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "accepted", "99999-1": "accepted"})
    look()
    assert Receipt.objects.get().unknown == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'{"results": {}}',
        b'{"results": [{"key": 1, "result": "accepted"}]}',
        b'{"results": [{"key": "1-1", "result": "maybe"}]}',
        b'{"results": [null]}',
        b'{"batch": "another", "results": []}',
        b"\xff\xfe\x00",
        b"name,result\nx,accepted\n",
        b"[" * 100_000,
    ],
)
def test_what_cannot_be_read_is_refused(data):
    with pytest.raises(Unreadable):
        results_of(data, "city-2026-000001")


def test_a_receipt_that_cannot_be_read_is_said_at_the_batch_and_asked_for_again(sent, settings):
    batch = sent()
    path = settings.EXCHANGE_FOLDER / "city" / "in" / f"{batch.key}.json"
    path.write_bytes(b"{")
    look()
    batch.refresh_from_db()
    assert (batch.state, batch.error) == ("sent", "回执不是完整的JSON，没有读取。")


def test_a_receipt_as_csv_is_read_as_well():
    data = "\ufeffkey,result,code,reason\r\n7-1,accepted,,\r\n8-1,rejected,E1,\r\n".encode()
    results = results_of(data, "x")
    assert results["8-1"] == {"key": "8-1", "result": "rejected", "code": "E1", "reason": "E1"}


def test_identity_numbers_in_a_reason_are_masked():
    data = b'{"results": [{"key": "7-1", "result": "rejected", "reason": "110105194912310020 \xe9\x87\x8d\xe5\xa4\x8d"}]}'
    assert results_of(data, "x")["7-1"]["reason"] == "110105********0020 重复"


def test_receipts_cannot_be_changed_or_deleted(sent, answer):
    batch = sent()
    answer(batch, {keys_of(batch)[0]: "accepted"})
    look()
    for change in (lambda rows: rows.update(accepted=9), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Receipt.objects.all())


def test_the_office_is_told_once_a_batch(sent, answer, people):
    batch = sent(3)
    answer(batch, dict.fromkeys(keys_of(batch), "rejected"))
    look()
    deliver_all()
    assert people["meng"].notices.filter(title="市信用信息共享目录退回了3条报送，请改正").count() == 1


def test_less_and_less_often_asked_for_and_never_given_up(sent):
    batch = sent()
    waits = []
    for _look in range(9):
        look()
        batch.refresh_from_db()
        waits.append(round((batch.next_attempt_at - timezone.now()).total_seconds() / 60))
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60, 60]
