"""What a person does about what was rejected, did not arrive, or was refused."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.states.services import transition, transition_many
from core.texts import checked_reason
from credit_records.exchange.models import ExchangeBatch, Receiver, Transmission
from credit_records.exchange.services.limits import renew_mending_limit
from credit_records.exchange.services.queueing import SYSTEM


@transaction.atomic
def send_again(*, transmission, by, reason):
    """Tell the receiver once more, with the record as it stands now. `reason`: what was mended, or why it is right as it is.

    Returns the row that waits. Raises DomainError: "refused" (role, somebody named in the record), "missing", "already_waiting".
    """
    receiver, transmission = locked(transmission)
    transition(transmission, to="replaced", by=by, reason=checked_reason(reason, needed=True))
    again = Transmission(receiver=receiver, record=transmission.record, cause=Transmission.Cause.AGAIN)
    try:
        with transaction.atomic():
            again.save()
    except IntegrityError:
        raise DomainError("already_waiting", _("这条记录已有新的报送在等，会随下一批发出，不用再报。")) from None
    renew_mending_limit(receiver, by=by)
    return again


@transaction.atomic
def abandon(*, transmission, by, reason):
    """Leave it: the receiver need not have it. Raises DomainError("refused", "missing")."""
    receiver, transmission = locked(transmission)
    transition(transmission, to="abandoned", by=by, reason=checked_reason(reason, needed=True))
    renew_mending_limit(receiver, by=by)
    return transmission


def locked(transmission):
    """(the receiver, the row), locked in the order in which batches are made: the receiver first."""
    receiver = Receiver.objects.select_for_update(no_key=True).get(pk=transmission.receiver_id)
    rows = Transmission.objects.select_for_update(no_key=True, of=("self",))
    return receiver, rows.select_related("record__file__agency", "record__file__civil_servant").get(pk=transmission.pk)


@transaction.atomic
def resend_batch(*, batch, by):
    """Send a batch once more, under the same key: who has it already takes it for the same. Raises DomainError("refused", "no_such_step")."""
    batch = locked_batch(batch)
    batch.attempts, batch.looks, batch.next_attempt_at = 0, 0, timezone.now()
    batch.save(update_fields=["attempts", "looks", "next_attempt_at"])
    return transition(batch, to="waiting", by=by)


@transaction.atomic
def discard_batch(*, batch, by, reason):
    """Take a batch apart that the receiver refused: its records wait again, and go out anew as they stand then.

    Raises DomainError("refused", "missing", "no_such_step").
    """
    batch, reason = locked_batch(batch), checked_reason(reason, needed=True)
    transition(batch, to="discarded", by=by, reason=reason)
    rows = list(batch.transmissions.filter(state="batched").order_by("pk"))
    moved = Transmission.objects.filter(pk__in=[row.pk for row in rows])
    transition_many(moved, source="batched", to="dropped", by=SYSTEM, answer=_("批次没有送达，另行组批"), settled_at=timezone.now())
    again = [Transmission(receiver_id=row.receiver_id, record_id=row.record_id, cause=row.cause) for row in rows]
    Transmission.objects.bulk_create(again, ignore_conflicts=True)
    return batch


def locked_batch(batch):
    Receiver.objects.select_for_update(no_key=True).get(pk=batch.receiver_id)
    return ExchangeBatch.objects.select_for_update(no_key=True, of=("self",)).select_related("receiver").get(pk=batch.pk)
