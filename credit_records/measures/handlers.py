"""What this room does when a record comes, changes or goes."""

from core.events import names
from core.events.registry import handles
from credit_records.measures.services import follow_records


@handles(names.RECORD_IN_FORCE, names.RECORD_CHANGED, names.RECORD_ENDED)
def follow(events):
    follow_records(record_ids={event.object_id for event in events})
