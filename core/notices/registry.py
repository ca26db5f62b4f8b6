"""Who is told about which event, and in which words. Wings add to it; core knows only limits and the plainest words for the rest."""

from collections import defaultdict

from django.conf import settings
from django.utils import translation

from core.events.registry import handles
from core.notices.services import save_notices

_drafters = defaultdict(list)


def notifies(*event_names):
    """Register a drafter `function(events: list[Event]) -> list[NoticeDraft]`: it reads many rows at once and writes nothing.

    Several drafters of one event add up. Each person gets one notice an event: in the words of the drafter that registered last,
    so that a wing's words stand before core's.
    """

    def register(function):
        handles(*event_names)(tell)
        for name in event_names:
            _drafters[name].append(function)
        return function

    return register


def tell(events):
    """The one handler behind all drafters; it gets events of one name. Run twice it tells nobody twice."""
    save_notices(drafts_about(events))


def drafts_about(events):
    """What all drafters say about these events of one name, the last registered first."""
    # notices are rows, read by whoever: they are written in the portal's own language
    with translation.override(settings.LANGUAGE_CODE):
        return [draft for drafter in reversed(_drafters[events[0].name]) for draft in drafter(events)]
