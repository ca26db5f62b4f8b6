"""What this room does when something happens elsewhere."""

from core.accounts.actor import Actor
from core.events import names
from core.events.registry import handles
from credit_records.records.services import expire_records, open_missed_drafts

WATCH = Actor.system("credit_records")


@handles(names.DEADLINE_MISSED)
def draft_for_missed(events):
    open_missed_drafts(deadlines_missed=[event.object_id for event in events], by=WATCH)


@handles(names.PERIOD_ENDED)
def expire_with_the_period(events):
    expire_records(periods_ended=[event.object_id for event in events], by=WATCH)
