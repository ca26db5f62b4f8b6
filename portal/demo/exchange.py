"""The exchange of the demo city: records go out by folder, most are accepted, one comes back."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.accounts.actor import Actor
from core.events.services import deliver_all
from credit_records.exchange import services
from credit_records.exchange.models import ExchangeBatch, Receiver


def exchange_records():
    """As if the receiver had fetched the first batch and laid its receipt into the folder."""
    receiver = services.open_receiver(receiver=Receiver.objects.get(code="city"), by=Actor.system("demo"))
    deliver_all()
    batches = services.make_batches()
    services.send_all()
    for batch in batches[:1]:
        results = [{"key": row.key, "result": "accepted"} for row in batch.transmissions.order_by("pk")]
        results[0] |= {"result": "rejected", "code": "E1012", "reason": "事实一栏没有写明金额，请补充后重新报送"}
        lay_receipt(receiver, batch, results)
    ExchangeBatch.objects.update(next_attempt_at=timezone.now())
    services.ask_for_receipts()


def lay_receipt(receiver, batch, results):
    folder = Path(settings.EXCHANGE_FOLDER) / receiver.address / "in"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{batch.key}.json").write_text(json.dumps({"batch": batch.key, "results": results}, ensure_ascii=False), encoding="utf-8")
