"""Sending batches: claim, send, mark. What a dead worker left claimed is sent again under the same key when its claim runs out."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.directory.identity import masked_text
from core.states.services import transition
from core.texts import in_the_portals_language
from credit_records.exchange import channels
from credit_records.exchange.models import ExchangeBatch
from credit_records.exchange.services.answering import keep_answer
from credit_records.exchange.services.limits import start_receipt_limit
from credit_records.exchange.services.queueing import SYSTEM

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)  # longer than any sending may take
FIRST_LOOK = timedelta(minutes=1)
MOST_ATTEMPTS = 8
MOST_ERROR = 1000  # characters


def send_all(*, most=100):
    """Send what is due, one batch after the other. A receiver that does not answer is left alone for this round. Returns how many were tried."""
    tried, silent = 0, set()
    while tried < most and (batch := claim(silent)):
        tried += 1
        if not send(batch):
            silent.add(batch.receiver_id)
    return tried


@transaction.atomic
def claim(silent=()):
    """The oldest batch that is due and that nobody else holds, ours until the claim runs out; None if there is none."""
    now = timezone.now()
    due = ExchangeBatch.objects.filter(state__in=["waiting", "sending"], next_attempt_at__lte=now, receiver__is_open=True)
    due = due.exclude(receiver__in=silent).order_by("next_attempt_at", "id").select_related("receiver", "layout")
    batch = due.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    if batch is None:
        return None
    batch.attempts, batch.next_attempt_at = batch.attempts + 1, now + CLAIM
    batch.save(update_fields=["attempts", "next_attempt_at"])
    return transition(batch, to="sending", by=SYSTEM) if batch.state == "waiting" else batch


def send(batch):
    """Whether the receiver could be reached."""
    try:
        answer = channels.deliver(batch)
    except channels.Refused as error:
        mark(batch, "refused", str(error))
    except channels.Unreachable as error:
        logger.warning("batch %s did not arrive: %s", batch.key, error)
        mark(batch, "failed" if batch.attempts >= MOST_ATTEMPTS else "waiting", str(error))
        return False
    except Exception as error:  # a fault of our own: kept on the row like the others, and stops no other batch
        logger.exception("batch %s could not be sent", batch.key)
        mark(batch, "failed" if batch.attempts >= MOST_ATTEMPTS else "waiting", repr(error))
    else:
        mark(batch, "sent", "")
        keep_answer(batch, answer, "response")
    return True


@transaction.atomic
@in_the_portals_language
def mark(batch, state, error):
    """Write down how it went. Whoever took it over meanwhile, because this worker was slow, says so instead."""
    mine = ExchangeBatch.objects.filter(pk=batch.pk, state="sending", attempts=batch.attempts)
    if mine.select_for_update(no_key=True).first() is None:
        return
    now = timezone.now()
    batch.error = masked_text(error)[:MOST_ERROR]
    batch.next_attempt_at = now + (FIRST_LOOK if state == "sent" else timedelta(seconds=15 * 2**batch.attempts))
    batch.sent_at = (batch.sent_at or now) if state == "sent" else batch.sent_at
    batch.save(update_fields=["error", "next_attempt_at", "sent_at"])
    transition(batch, to=state, by=SYSTEM)
    if state == "sent":
        start_receipt_limit(batch)
