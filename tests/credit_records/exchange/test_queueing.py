"""What waits to be sent, and what a batch says: every change of a record follows to whoever ever got it."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts.actor import Actor
from core.directory.models import CivilServant
from core.events.services import deliver_all
from core.sealed import unseal
from credit_records.exchange import services
from credit_records.exchange.models import ExchangeBatch, Receiver, Transmission
from credit_records.records import services as records
from tests.credit_records.exchange.conftest import newest

pytestmark = pytest.mark.django_db


def states():
    return list(Transmission.objects.order_by("pk").values_list("action", "record_state", "state"))


def test_a_record_in_force_waits_for_each_receiver_that_takes_it(opened, in_force):
    opened("city"), opened("provincial")
    in_force()
    deliver_all()
    assert sorted(Transmission.objects.values_list("receiver__code", "state")) == [("city", "waiting"), ("provincial", "waiting")]


def test_nothing_is_sent_to_a_receiver_that_is_closed(in_force):
    in_force()
    deliver_all()
    assert not Transmission.objects.exists()


def test_opening_a_receiver_sends_what_stands_already(in_force, opened):
    record = in_force()
    opened("city")
    assert list(Transmission.objects.values_list("record", "cause")) == [(record.pk, "opened")]


def test_a_civil_servants_record_goes_only_to_who_takes_people(opened, in_force):
    opened("city"), opened("provincial")
    in_force(subject=CivilServant.objects.get(name="顾长青"))
    deliver_all()
    assert list(Transmission.objects.values_list("receiver__code", flat=True)) == ["provincial"]


def test_the_same_event_twice_waits_once(city, in_force):
    record = in_force()
    deliver_all()
    services.queue_records(record_ids=[record.pk], cause="record_in_force")
    assert Transmission.objects.count() == 1


def test_a_record_that_ends_before_it_went_out_is_never_sent(city, in_force, revoke, go_round):
    record = in_force()
    deliver_all()
    revoke(record, "原判决改判")
    go_round()
    assert states() == [("", "", "dropped")]
    assert not ExchangeBatch.objects.exists()


def test_what_became_of_a_record_follows_it(city, in_force, correct, revoke, accept_all):
    record = in_force()
    accept_all()
    record = correct(record, title="市住建局拖欠维修款（更正）")
    accept_all()
    record = records.dispute_record(record=record, by=Actor.system("objections"))
    accept_all()
    record = records.end_dispute(record=record, by=Actor.system("objections"), reason="维持")
    accept_all()
    revoke(record, "原判决改判")
    accept_all()
    assert states() == [
        ("report", "in_force", "accepted"),
        ("update", "corrected", "accepted"),
        ("update", "disputed", "accepted"),
        ("update", "corrected", "accepted"),
        ("withdraw", "revoked", "accepted"),
    ]


def test_a_repair_ends_sharing(city, in_force, accept_all):
    record = in_force()
    accept_all()
    records.repair_record(record=record, by=Actor.system("repair"), reason="已经纠正")
    accept_all()
    last = newest()
    assert (last.action, last.content["ZT"], last.content["CZBS"]) == ("withdraw", "3", "3")


def test_changes_between_two_batches_go_out_as_one(city, in_force, correct, accept_all):
    record = in_force()
    accept_all()
    record = correct(record, title="第一次更正")
    deliver_all()
    correct(record, title="第二次更正")
    accept_all()
    assert [row.content["JL_BT"] for row in Transmission.objects.order_by("pk")] == ["市住建局拖欠维修款", "第二次更正"]


def test_a_change_that_the_receiver_would_not_see_is_not_sent(city, in_force, accept_all):
    record = in_force()
    accept_all()
    disputed = records.dispute_record(record=record, by=Actor.system("objections"))
    records.end_dispute(record=disputed, by=Actor.system("objections"), reason="维持")
    accept_all()
    assert states()[1:] == [("update", "in_force", "dropped")] or states()[1:] == [("", "", "dropped")]


def test_what_happens_while_a_receiver_is_closed_is_sent_when_it_opens_again(city, in_force, revoke, accept_all, opened):
    record = in_force()
    accept_all()
    services.close_receiver(receiver=city, by=Actor.system("tests"))
    revoke(record, "原判决改判")
    accept_all()
    assert newest().state == "waiting"
    opened("city")
    accept_all()
    assert (newest().action, newest().state) == ("withdraw", "accepted")


def test_one_change_is_on_its_way_at_a_time(city, in_force, correct, go_round):
    record = in_force()
    go_round()
    correct(record, title="更正以后")
    go_round()
    assert [row.state for row in Transmission.objects.order_by("pk")] == ["batched", "waiting"]


def test_a_type_that_is_not_shared_any_more_is_withdrawn(opened, in_force, accept_all):
    receiver = opened("city", reach="internal")
    record = in_force()
    accept_all()
    record.type.visibility = "restricted"
    record.type.save()
    services.queue_records(record_ids=[record.pk], cause="record_changed")
    accept_all()
    assert (newest().receiver, newest().action, newest().content["ZT"]) == (receiver, "withdraw", "5")


def test_a_column_that_must_be_filled_and_is_not_keeps_the_row_back(city, in_force, go_round):
    layout = city.layouts.get()
    layout.fields = [field | {"required": True} if field["code"] == "RDWS_MC" else field for field in layout.fields]
    layout.save()
    in_force()
    go_round()
    row = Transmission.objects.get()
    assert (row.state, row.answer, row.batch) == ("rejected", "缺少“认定文书名称”", None)
    assert city.deadlines.live().get().purpose == "exchange_mend"


def test_penalties_go_out_in_the_columns_of_the_two_publicities(opened, in_force, go_round):
    opened("provincial", way="folder", address="provincial")
    in_force(code="penalised", document_name="行政处罚决定书", document_number="云城罚〔2026〕7号", document_on=date(2026, 7, 15))
    in_force()
    go_round()
    bodies = [json.loads(batch.body) for batch in ExchangeBatch.objects.order_by("pk")]
    assert [body["layout"] for body in bodies] == ["行政处罚公示信息", "政务信用记录"]
    row = bodies[0]["records"][0]
    assert (row["CF_WSH"], row["CF_JDRQ"], row["XDR_MC"]) == ("云城罚〔2026〕7号", "2026-07-15", "云澜市住房和城乡建设局")


def test_an_identity_number_is_sent_and_never_shown(opened, in_force, go_round, settings):
    opened("provincial", way="folder", address="provincial")
    person = CivilServant.objects.get(name="顾长青")
    number = unseal(person.identity_sealed)
    in_force(subject=person)
    go_round()
    batch, row = ExchangeBatch.objects.get(), Transmission.objects.get()
    sent = (settings.EXCHANGE_FOLDER / "provincial" / "out" / f"{batch.key}.json").read_text()
    assert number in sent
    assert number not in batch.body_sealed and number not in json.dumps(row.content)
    assert row.content["XYZT_ZJHM"] == person.masked_identity_number


def test_a_batch_holds_no_more_than_the_receiver_takes(opened, in_force, go_round):
    opened("city", most=2)
    for number in range(5):
        in_force(title=f"第{number}条")
    go_round()
    assert sorted(ExchangeBatch.objects.values_list("count", flat=True)) == [1, 2, 2]


def test_a_receiver_is_not_sent_batches_more_often_than_it_wants(city, in_force, go_round):
    Receiver.objects.update(every=60)
    in_force()
    go_round()
    in_force(title="又一条")
    go_round()
    assert ExchangeBatch.objects.count() == 1


def test_many_records_are_queued_and_sent_at_the_cost_of_few(city, in_force):
    keys = [in_force(title=f"第{number}条").pk for number in range(12)]
    statements_for(keys[:1])  # the first fills what the process keeps
    few = statements_for(keys[1:2])
    assert statements_for(keys[2:]) == few


def statements_for(keys):
    with CaptureQueriesContext(connection) as captured:
        services.queue_records(record_ids=keys, cause="record_in_force")
        services.make_batches()
    return len(captured)
