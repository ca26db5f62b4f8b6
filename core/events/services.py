"""Saying that something happened, and telling the handlers."""

import json
import logging
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from core.events.models import Delivery
from core.events.registry import find_handler, handlers_of

logger = logging.getLogger(__name__)

CHUNK = 500
MOST_ATTEMPTS = 8
INSERT_EVENTS = """
    WITH said AS (
        INSERT INTO core_event (name, content_type_id, object_id, user_id, job, payload, created_at)
        SELECT %(name)s, %(content_type)s, one.object_id, %(user)s, %(job)s, one.payload::jsonb, now()
        FROM unnest(%(objects)s::bigint[], %(payloads)s::text[]) AS one (object_id, payload)
        RETURNING id
    )
    INSERT INTO core_delivery (event_id, handler, state, attempts, error, next_attempt_at)
    SELECT said.id, handler, 'waiting', 0, '', now() FROM said CROSS JOIN unnest(%(handlers)s::text[]) AS handler
"""


def emit(name, *, subject, by, **payload):
    """Say that `name` happened to the row `subject`; its handlers are told after the commit."""
    emit_many(name, model=type(subject), rows=[(subject.pk, payload)], by=by)


def emit_many(name, *, model, rows, by):
    """The same for many rows of one model in one statement. `rows`: pairs of primary key and payload."""
    if not rows:
        return
    parameters = {
        "name": name,
        "content_type": ContentType.objects.get_for_model(model).pk,
        "user": by.user.pk if by.user else None,
        "job": by.job,
        "objects": [key for key, _ in rows],
        "payloads": [json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False) for _, payload in rows],
        "handlers": list(handlers_of(name)),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT_EVENTS, parameters)
        transaction.on_commit(wake, robust=True)


def wake():
    """Ask the worker to deliver now. Beat repairs what this loses, so a broker that is away is no error."""
    from core.events.tasks import deliver

    try:
        deliver.apply_async(retry=False)
    except Exception:
        logger.warning("the broker is away; beat will deliver later")


def deliver_all(most=None):
    """Deliver what is due until nothing is left (or `most` deliveries were tried). Returns how many were tried."""
    tried = 0
    while (most is None or tried < most) and (count := deliver_chunk()):
        tried += count
    return tried


@transaction.atomic
def deliver_chunk():
    """Claim up to 500 waiting deliveries of one handler that nobody else holds, and run it: one handler, one transaction.

    Returns how many were tried.
    """
    waiting = Delivery.objects.filter(state="waiting", next_attempt_at__lte=timezone.now()).order_by("next_attempt_at", "id")
    waiting = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("event")
    first = waiting.first()
    if first is None:
        return 0
    claimed = list(waiting.filter(handler=first.handler, event__name=first.event.name)[:CHUNK])
    run_handler(find_handler(first.event.name, first.handler), claimed)
    return len(claimed)


def run_handler(function, deliveries):
    """Give a handler its events at once; if it fails, give them one by one, so that one bad row stops no other."""
    try:
        with transaction.atomic():
            function([delivery.event for delivery in deliveries])
    except Exception as error:
        if len(deliveries) > 1:
            for delivery in deliveries:
                run_handler(function, [delivery])
        else:
            keep_failure(deliveries[0], error)
    else:
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in deliveries]).update(state="done", done_at=timezone.now(), error="")


def keep_failure(delivery, error):
    """The failure stays on the row. After eight attempts, further and further apart, a person must look."""
    attempts = delivery.attempts + 1
    logger.error("handler %s failed for event %s: %r", delivery.handler, delivery.event_id, error)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts,
        error=f"{type(error).__name__}: {error}",
        state="failed" if attempts >= MOST_ATTEMPTS else "waiting",
        next_attempt_at=timezone.now() + timedelta(seconds=10 * 2**attempts),
    )


def retry_failed(deliveries):
    """Staff let failed deliveries be tried again."""
    return deliveries.filter(state="failed").update(state="waiting", attempts=0, next_attempt_at=timezone.now())
