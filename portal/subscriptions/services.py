"""Subscribing, confirming, leaving; telling those who subscribed, at once or once a day. Mail is written as rows, in the same transaction."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.utils import timezone

from commitments.register.models import Commitment
from commitments.register.public import key_of
from core.deadlines.models import Deadline
from core.ledger.services import lock_chain
from core.notices.services import forget_letters, save_letters
from core.sealed import blind_index, reseals, seal
from portal.subscriptions import letters
from portal.subscriptions.models import Subscription
from portal.subscriptions.queries import changed

PAUSE = timedelta(minutes=10)  # until the same address gets another mail for the same thing
MOST_OPEN = 5  # that one address has not confirmed: nobody fills a stranger's box
CHUNK = 200


@transaction.atomic
def subscribe(*, target, email, language, by):
    """Ask an address to confirm that it wants to hear of `target` (see queries.target_of).

    Nobody learns whether the address is known: whatever is found here, the answer is the same, and only the mail tells.
    """
    email = email.strip()
    index = blind_index(f"email:{email.lower()}")
    fields = {"entry": None, "agency": None, "words": "", "kind": ""} | target
    found = Subscription.objects.filter(address_index=index, **fields).select_for_update(no_key=True, of=("self",)).first()
    if found is None:
        if Subscription.objects.unconfirmed().filter(address_index=index).count() >= MOST_OPEN:
            return
        found, made = Subscription.objects.get_or_create(
            address_index=index, **fields, defaults={"address_sealed": seal(email), "language": language}
        )
        if not made:  # somebody else has just asked for the same
            return
    elif found.asked_at > timezone.now() - PAUSE:
        return
    else:
        found.asked_at, found.language = timezone.now(), language
        found.save(update_fields=["asked_at", "language"])
    save_letters([letters.already_there(found) if found.confirmed_at else letters.please_confirm(found)])


@transaction.atomic
def confirm(*, subscription, by):
    """Whoever holds the link of the mail wants it. From now on it is told; what happened before is not."""
    # by the clock of the database, which dates the events; entries are dated by ours
    Subscription.objects.unconfirmed().filter(pk=subscription.pk).update(confirmed_at=TransactionNow(), told_until=timezone.now())


@transaction.atomic
def leave(*, subscription, by):
    """The subscription is deleted with every mail of it: what was not sent yet is not sent any more."""
    forget([subscription.pk])


def forget(keys):
    Subscription.objects.filter(pk__in=keys).delete()
    forget_letters([letters.beginning(key) for key in keys])


@transaction.atomic
def forget_unconfirmed():
    """What nobody confirmed in time. Returns how many."""
    oldest = timezone.now() - timedelta(hours=settings.SUBSCRIPTION_CONFIRMATION_HOURS)
    found = Subscription.objects.unconfirmed().filter(asked_at__lt=oldest).select_for_update(no_key=True, skip_locked=True, of=("self",))
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    forget(keys)
    return len(keys)


@transaction.atomic(savepoint=False)  # the one that marks the deliveries
def tell_of_commitments(events):
    """A letter for each event of a commitment and each subscription that was confirmed before it. Run twice it writes nothing twice."""
    about = {event.pk: key_of(key) for event, key in commitments_of(events) if letters.words_of(event)}
    rows = Subscription.objects.confirmed().filter(entry__key__in=set(about.values()), entry__withdrawn_at=None)
    # locked, so that who leaves at this moment waits, and takes the letter along
    rows = rows.select_for_update(no_key=True, of=("self",)).select_related("entry").order_by("pk")
    by_key = defaultdict(list)
    for subscription in rows if about else ():
        by_key[subscription.entry.key].append(subscription)
    save_letters(
        [
            letters.happened(subscription, event)
            for event in events
            for subscription in by_key[about.get(event.pk, "")]
            if subscription.confirmed_at <= event.created_at
        ]
    )


def commitments_of(events):
    """Pairs of event and the commitment's primary key; a limit's event is its commitment's."""
    kinds = ContentType.objects.get_for_models(Commitment, Deadline)
    limits = [event.object_id for event in events if event.content_type_id == kinds[Deadline].pk]
    owners = dict(Deadline.objects.filter(pk__in=limits, content_type=kinds[Commitment]).values_list("pk", "object_id")) if limits else {}
    for event in events:
        if event.content_type_id == kinds[Commitment].pk:
            yield event, event.object_id
        elif event.content_type_id == kinds[Deadline].pk and event.object_id in owners:
            yield event, owners[event.object_id]


def send_digests():
    """Write one letter a day to those who follow an agency or a search, where something has changed. Returns how many subscriptions were told.

    Due is who was told last before today's hour; a morning that was missed is made up by the next run.
    """
    told = 0
    while done := tell_chunk(newest_hour(), moment_of_the_chain()):
        told += done
    return told


def newest_hour():
    """The last time that the hour of digests struck."""
    at = timezone.make_aware(datetime.combine(timezone.localdate(), time(settings.SUBSCRIPTION_DIGEST_HOUR)))
    return at if at <= timezone.now() else at - timedelta(days=1)


@transaction.atomic
def moment_of_the_chain():
    """A moment before which everything that was published is there to be read: nobody publishes while this is asked."""
    lock_chain()
    return timezone.now()


@transaction.atomic
def tell_chunk(hour, until):
    rows = Subscription.objects.digests().filter(told_until__lt=hour).order_by("told_until", "pk")
    due = list(rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).select_related("agency")[:CHUNK])
    found = {}
    for one in due:
        same = (one.agency_id, one.words, one.kind, one.told_until)
        if same not in found:
            found[same] = changed(one, until)
    told = [(one, found[one.agency_id, one.words, one.kind, one.told_until]) for one in due]
    save_letters([letters.digest(one, entries, until) for one, entries in told if entries])
    Subscription.objects.filter(pk__in=[one.pk for one in due]).update(told_until=until)
    return len(due)


@reseals
@transaction.atomic
def reseal_subscriptions():
    """Seal all addresses with the first key, and index them with the key of today. Returns how many."""
    rows = list(Subscription.objects.order_by("pk").select_for_update(no_key=True, of=("self",)))
    for row in rows:
        address = row.address
        row.address_sealed, row.address_index = seal(address), blind_index(f"email:{address.lower()}")
    return Subscription.objects.bulk_update(rows, ["address_sealed", "address_index"], batch_size=CHUNK)
