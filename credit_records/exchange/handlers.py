"""What this room does when a record comes, changes or goes: every receiver concerned hears of it."""

from core.events import names
from core.events.registry import handles
from credit_records.exchange.services import queue_records


@handles(names.RECORD_IN_FORCE, names.RECORD_CHANGED, names.RECORD_ENDED)
def follow(events):
    queue_records(record_ids={event.object_id for event in events}, cause=events[0].name)
