"""Who is told about which event, and in which words. Wings add to it; core knows only limits and the plainest words for the rest."""

from collections import defaultdict

from core.events.registry import handles
from core.notices.services import LetterDraft, NoticeDraft, save_letters, save_notices
from core.texts import in_the_portals_language

_drafters = defaultdict(list)


def notifies(*event_names):
    """Register a drafter `function(events: list[Event]) -> list[NoticeDraft | LetterDraft]`: it reads many rows at once and writes nothing.

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
    drafts = drafts_about(events)
    save_letters([draft for draft in drafts if isinstance(draft, LetterDraft)])
    save_notices([draft for draft in drafts if isinstance(draft, NoticeDraft)])


@in_the_portals_language
def drafts_about(events):
    """What all drafters say about these events of one name, the last registered first."""
    return [draft for drafter in reversed(_drafters[events[0].name]) for draft in drafter(events)]
