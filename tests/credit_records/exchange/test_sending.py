"""A real receiving platform that loses answers, repeats them, is busy and dies: in the end it has every record once, and the portal knows it."""

import os
import threading

import pytest
from django.db import connection, transaction

from core.errors import DomainError
from core.events.services import deliver_all
from credit_records.exchange import channels, services
from credit_records.exchange.models import ExchangeBatch, Transmission
from credit_records.exchange.services import sending
from tests.credit_records.exchange.conftest import hurry


@pytest.fixture
def provincial(opened, platform):
    """provincial(trouble=0.3) is the receiver, and its platform runs."""

    def make(**trouble):
        server = platform(**trouble)
        return opened("provincial", address=server.address), server

    return make


@pytest.mark.django_db
def test_an_answer_at_once_is_the_receipt(provincial, in_force, go_round):
    _receiver, server = provincial()
    in_force(), in_force(title="退回我")
    go_round()
    assert sorted(Transmission.objects.values_list("state", flat=True)) == ["accepted", "rejected"]
    assert len(server.rows()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_platform_does_it_has_every_row_once_and_the_portal_knows(
    provincial, in_force, correct, revoke, go_round, actor, seed
):
    _receiver, server = provincial(trouble=0.3, seed=seed * 100)
    kept, changed, gone = [in_force(title=f"第{number}条") for number in range(3)]
    for step in (lambda: correct(changed, title="更正以后"), lambda: revoke(gone, "原判决改判"), lambda: None):
        go_round(), server.ensure()
        step()
    for _round in range(60):
        server.ensure()
        go_round()
        if not Transmission.objects.filter(state__in=["waiting", "batched"]).exists():
            break
        for batch in ExchangeBatch.objects.filter(state="failed"):
            services.resend_batch(batch=batch, by=actor("meng"))
    rows = server.rows()
    assert len({row["BSLSH"] for row in rows}) == len(rows)
    assert {row["BSLSH"] for row in rows} == {row.key for row in Transmission.objects.filter(state="accepted")}
    last = {row["JL_BH"]: (row["JL_BT"], row["ZT"]) for row in rows}
    assert last[kept.number] == ("第0条", "0") and last[changed.number] == ("更正以后", "0")
    assert last.get(gone.number, ("第2条", "2")) == ("第2条", "2")


@pytest.mark.django_db
def test_a_worker_that_dies_after_sending_sends_the_same_batch_again(provincial, in_force):
    _receiver, server = provincial()
    in_force()
    deliver_all()
    services.make_batches()
    channels.deliver(sending.claim())  # and here the worker was killed
    assert services.send_all() == 0  # nobody else takes it while the claim runs
    hurry()
    services.send_all()
    assert (server.folder / "again").read_text().count("\n") == 1
    assert Transmission.objects.get().state == "accepted" and len(server.rows()) == 1


@pytest.mark.django_db
def test_who_was_given_up_for_dead_marks_nothing(provincial, in_force):
    provincial()
    in_force()
    deliver_all()
    services.make_batches()
    slow = sending.claim()
    hurry()
    services.send_all()
    sending.mark(slow, "failed", "太慢")
    assert ExchangeBatch.objects.get().state == "answered"


@pytest.mark.django_db
def test_a_receiver_that_is_away_is_tried_eight_times_and_then_a_person_looks(provincial, in_force, people, actor):
    _receiver, server = provincial()
    server.stop()
    in_force()
    deliver_all()
    services.make_batches()
    for _attempt in range(10):
        hurry()
        services.send_all()
    batch = ExchangeBatch.objects.get()
    assert (batch.state, batch.attempts) == ("failed", 8) and "连不上" in batch.error
    deliver_all()
    assert people["meng"].notices.filter(title=f"报送批次没有送到：{batch.key}").exists()
    with pytest.raises(DomainError):
        services.discard_batch(batch=batch, by=actor("meng"), reason="重新组批")  # it may have arrived
    server.ensure()
    services.resend_batch(batch=batch, by=actor("meng"))
    services.send_all()
    assert Transmission.objects.get().state == "accepted"


@pytest.mark.django_db
def test_a_batch_that_is_refused_can_be_taken_apart_and_goes_out_anew(provincial, in_force, actor, go_round, settings):
    settings.EXCHANGE_TOKENS = {"provincial": "wrong"}
    _receiver, server = provincial()
    in_force()
    go_round()
    batch = ExchangeBatch.objects.get()
    assert batch.state == "refused" and "401" in batch.error
    settings.EXCHANGE_TOKENS = {"provincial": "secret"}
    services.discard_batch(batch=batch, by=actor("meng"), reason="口令过期，已换")
    go_round()
    assert list(Transmission.objects.order_by("pk").values_list("state", flat=True)) == ["dropped", "accepted"]
    assert len(server.rows()) == 1


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_tried_later(city, in_force, go_round, settings, tmp_path):
    settings.EXCHANGE_FOLDER = tmp_path / "file"
    settings.EXCHANGE_FOLDER.write_text("in the way")
    in_force()
    go_round()
    batch = ExchangeBatch.objects.get()
    assert (batch.state, batch.attempts) == ("waiting", 1) and "写不进" in batch.error
    os.unlink(settings.EXCHANGE_FOLDER)
    hurry()
    services.send_all()
    batch.refresh_from_db()
    assert batch.state == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_change_during_the_making_of_a_batch_is_sent_after_it(city, in_force, correct):
    """The batch read the record before its correction: the row for the correction waits for the batch, and is not lost in what it took."""
    record = in_force()
    deliver_all()
    done = threading.Event()

    def change():
        correct(record, title="更正以后")
        deliver_all()
        done.set()
        connection.close()

    other = threading.Thread(target=change)
    with transaction.atomic():
        services.make_batches()
        other.start()
        assert not done.wait(1)  # it waits for this transaction
    other.join()
    assert list(Transmission.objects.order_by("pk").values_list("state", flat=True)) == ["batched", "waiting"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_batch_of_a_record(city, in_force):
    in_force()
    deliver_all()

    def work():
        services.make_batches()
        services.send_all()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert list(ExchangeBatch.objects.values_list("state", "attempts")) == [("sent", 1)]


@pytest.mark.django_db
def test_a_receiver_that_cannot_be_served_stops_no_other(opened, in_force, go_round):
    opened("provincial", way="folder", address="provincial").layouts.all().delete()
    opened("city")
    in_force()
    go_round()
    assert list(ExchangeBatch.objects.values_list("receiver__code", "state")) == [("city", "sent")]


@pytest.mark.django_db
def test_a_fault_of_our_own_is_kept_on_the_batch_and_stops_no_other(opened, in_force, go_round):
    opened("provincial", way="folder", address="provincial"), opened("city")
    in_force()
    deliver_all()
    services.make_batches()
    ExchangeBatch.objects.filter(receiver__code="provincial").update(body_sealed="broken")
    services.send_all()
    assert sorted(ExchangeBatch.objects.values_list("receiver__code", "state")) == [("city", "sent"), ("provincial", "waiting")]
    assert "ImproperlyConfigured" in ExchangeBatch.objects.get(receiver__code="provincial").error


@pytest.mark.django_db
def test_a_batch_is_sent_again_to_a_folder_under_the_same_name(city, in_force, go_round, settings):
    """The receiver knows it by its name, so that what was sent twice is read once."""
    in_force()
    go_round()
    batch = ExchangeBatch.objects.get()
    batch.attempts += 1
    channels.deliver(batch)
    assert [path.name for path in settings.EXCHANGE_FOLDER.rglob("out/*")] == [f"{batch.key}.{batch.form}"]


@pytest.mark.django_db
def test_an_error_that_is_kept_tells_no_identity_number(city, in_force):
    in_force()
    deliver_all()
    services.make_batches()
    ExchangeBatch.objects.update(state="sending")
    batch = ExchangeBatch.objects.get()
    sending.mark(batch, "waiting", "第1行证件号码11010519491231002X重复")
    batch.refresh_from_db()
    assert "11010519491231002X" not in batch.error and "第1行" in batch.error
