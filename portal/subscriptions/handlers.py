"""What happens to a commitment reaches those who follow it."""

from commitments.register.public import WORDS
from core.events.registry import handles
from portal.subscriptions.services import tell_of_commitments


@handles(*WORDS)
def tell_followers(events):
    """Everything of which the public page tells, once for each who follows it."""
    tell_of_commitments(events)
