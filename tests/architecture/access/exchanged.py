"""What the addresses of the exchange are about, like targets.py: a record of the own agency on its way to a folder."""

import json

from core.accounts.actor import Actor
from credit_records.exchange import services
from credit_records.exchange.models import Receiver
from credit_records.exchange.services import sending
from tests.architecture.access.targets import pk, record_confirmed


def made_batch(city):
    record_confirmed(city, city.own)
    services.open_receiver(receiver=Receiver.objects.get(code="city"), by=Actor.system("tests"))
    return services.make_batches()[0]


def answered(city, result):
    batch = made_batch(city)
    services.send_all()
    row = batch.transmissions.first()
    receipt = {"results": [{"key": row.key, "result": result, "reason": "字段不全"}]}
    services.apply_receipt(batch=batch, data=json.dumps(receipt).encode(), source="asked")
    return pk(row)


def transmission_accepted(city):
    return answered(city, "accepted")


def transmission_rejected(city):
    return answered(city, "rejected")


def exchange_batch(city):
    return pk(made_batch(city))


def exchange_batch_refused(city):
    made_batch(city)
    batch = sending.claim()
    sending.mark(batch, "refused", "口令过期")
    return pk(batch)
