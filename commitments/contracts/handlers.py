"""What contracts do when a limit was missed: the contract whose duty it was is breached."""

from commitments.contracts.services import breach_for_missed
from core.accounts.actor import Actor
from core.events import names
from core.events.registry import handles

WATCH = Actor.system("contracts")


@handles(names.DEADLINE_MISSED)
def breach(events):
    breach_for_missed(deadlines_missed=[event.object_id for event in events], by=WATCH)
