"""What the receiver answers, row by row. An answer that comes twice, late, in pieces or in another order changes nothing that is settled."""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.directory.identity import masked_text
from core.states.services import transition, transition_many
from core.texts import in_the_portals_language
from credit_records.exchange import channels
from credit_records.exchange.models import ExchangeBatch, Receipt, Receiver, Transmission
from credit_records.exchange.reading import Unreadable, results_of
from credit_records.exchange.services.limits import meet_receipt_limit, renew_mending_limit
from credit_records.exchange.services.queueing import SYSTEM

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60  # minutes between two looks for a receipt
REJECTED = "rejected"


def ask_for_receipts(*, most=100):
    """Ask for the receipts of batches that arrived, less and less often. Returns how many were asked for."""
    asked = 0
    while asked < most and (batch := claim_look()):
        asked += 1
        try:
            answers = channels.fetch(batch)
        except (channels.Unreachable, channels.Refused) as error:
            keep_problem(batch, str(error))
        else:
            for answer in answers:
                keep_answer(batch, answer, "asked")
    return asked


@transaction.atomic
def claim_look():
    """The next batch whose receipt is due to be asked for, not to be asked for again before its pause is over."""
    now = timezone.now()
    due = ExchangeBatch.objects.filter(state="sent", next_attempt_at__lte=now, receiver__is_open=True).order_by("next_attempt_at", "id")
    batch = due.select_related("receiver").select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    if batch:
        batch.next_attempt_at = now + timedelta(minutes=min(2 ** min(batch.looks, 10), LONGEST_PAUSE))
        batch.looks += 1
        batch.save(update_fields=["next_attempt_at", "looks"])
    return batch


def keep_answer(batch, answer, source):
    """`answer`: bytes, or None where nothing has been decided yet. What can't be read is said at the batch, and asked for again."""
    if answer is None:
        return
    try:
        apply_receipt(batch=batch, data=answer, source=source)
    except Unreadable as error:
        keep_problem(batch, str(error))


def keep_problem(batch, words):
    logger.warning("receipt of batch %s: %s", batch.key, words)
    ExchangeBatch.objects.filter(pk=batch.pk, state="sent").update(error=masked_text(words)[:1000])


@transaction.atomic
@in_the_portals_language
def apply_receipt(*, batch, data, source):
    """Settle the rows that the receipt names. Returns the Receipt, or None for one that was here already. Raises Unreadable."""
    results = results_of(data, batch.key)
    Receiver.objects.select_for_update(no_key=True).get(pk=batch.receiver_id)  # first, as whoever makes a batch does
    batch = ExchangeBatch.objects.select_for_update(no_key=True, of=("self",)).select_related("receiver", "limit").get(pk=batch.pk)
    sha256 = hashlib.sha256(data).hexdigest()
    if batch.receipts.filter(sha256=sha256).exists():
        return None
    rows = {row.key: row for row in batch.transmissions.order_by("pk").select_for_update(no_key=True)}
    receipt = Receipt.objects.create(batch=batch, source=source, sha256=sha256, results=list(results.values()), **counts(results, rows))
    settle(batch, results, rows)
    return receipt


def counts(results, rows):
    """What a receipt says, in numbers. `results`: {key: result}, `rows`: {key: Transmission}."""
    known = [(result, rows[key]) for key, result in results.items() if key in rows]
    return {
        "accepted": sum(result["result"] == "accepted" for result, _row in known),
        "rejected": sum(result["result"] == REJECTED for result, _row in known),
        "unknown": len(results) - len(known),
        "contradictory": sum(row.state != "batched" and said_before(row) != result["result"] for result, row in known),
    }


def said_before(row):
    return "accepted" if row.state == "accepted" else REJECTED


def settle(batch, results, rows):
    """Rows on their way get their answer; once none is on its way the batch is done with."""
    now, on_way = timezone.now(), {key: row for key, row in rows.items() if row.state == "batched"}
    accepted = [row.pk for key, row in on_way.items() if key in results and results[key]["result"] == "accepted"]
    rejected = [row for key, row in on_way.items() if key in results and results[key]["result"] == REJECTED]
    for row in rejected:
        row.answer_code, row.answer = results[row.key]["code"], results[row.key]["reason"]
    Transmission.objects.bulk_update(rejected, ["answer_code", "answer"], batch_size=500)
    move(accepted, "accepted", now)
    move([row.pk for row in rejected], REJECTED, now)
    if batch.state == "sent" and len(accepted) + len(rejected) == len(on_way):
        batch.error = ""
        batch.save(update_fields=["error"])
        transition(batch, to="answered", by=SYSTEM, rejected=sum(row.state == "rejected" for row in rows.values()) + len(rejected))
        meet_receipt_limit(batch, by=SYSTEM)
    renew_mending_limit(batch.receiver, by=SYSTEM)


def move(keys, state, now):
    transition_many(Transmission.objects.filter(pk__in=keys), source="batched", to=state, by=SYSTEM, settled_at=now)
