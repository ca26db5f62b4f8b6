"""What waits to be sent: a row for each receiver and record about which there is something to say."""

from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.errors import DomainError
from credit_records.exchange.models import Receiver, Transmission
from credit_records.records.models import CreditRecord

SYSTEM = Actor.system("exchange")
CHUNK = 1000


@transaction.atomic
def queue_records(*, record_ids, cause):
    """Let every receiver hear of these records: those that take them, and those that were ever told of them.

    In a fixed number of statements for however many records. Twice is as good as once, and a change of what waits already joins it.
    """
    records = list(CreditRecord.objects.filter(pk__in=record_ids, state__in=CreditRecord.SETTLED).select_related("type", "file"))
    told = set(Transmission.objects.filter(record__in=records).values_list("receiver_id", "record_id"))
    receivers = list(Receiver.objects.order_by("pk"))
    wanted = [
        Transmission(receiver=receiver, record=record, cause=cause)
        for receiver in receivers
        for record in sorted(records, key=lambda record: record.pk)
        if (receiver.pk, record.pk) in told or receiver.is_open and receiver.takes(record)
    ]
    # waits for a batch that is just being made of what waited, and then writes a row of its own
    return Transmission.objects.bulk_create(wanted, batch_size=CHUNK, ignore_conflicts=True)


@transaction.atomic
def open_receiver(*, receiver, by):
    """Begin to send to a receiver, with all that stands today. Raises DomainError("no_layout")."""
    receiver = Receiver.objects.select_for_update(no_key=True).get(pk=receiver.pk)
    if not receiver.layouts.filter(origins=[]).exists():
        raise DomainError("no_layout", _("请先给这个接收方配一个“用于其余记录”的报送格式。"))
    receiver.is_open = True
    receiver.save(update_fields=["is_open"])
    enrol(receiver=receiver)
    return receiver


@transaction.atomic
def close_receiver(*, receiver, by):
    """Send nothing more for the time being. What became of records that it has waits until it is opened again."""
    receiver.is_open = False
    receiver.save(update_fields=["is_open"])
    return receiver


def enrol(*, receiver):
    """Queue the records that it takes and was never told of. Returns how many."""
    told = Transmission.objects.filter(receiver=receiver, record=OuterRef("pk"))
    keys = receiver.records().exclude(Exists(told)).order_by("pk").values_list("pk", flat=True).iterator()
    count = 0
    while chunk := list(islice(keys, CHUNK)):
        rows = [Transmission(receiver=receiver, record_id=key, cause=Transmission.Cause.OPENED) for key in chunk]
        count += len(Transmission.objects.bulk_create(rows, ignore_conflicts=True))
    return count
