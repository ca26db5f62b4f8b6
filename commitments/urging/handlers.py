"""What urging does when something happens: a limit was missed, an agency reported, a commitment ended."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from commitments.register.models import Commitment
from commitments.urging import letters, services
from core.accounts.actor import Actor
from core.events import names
from core.events.registry import handles
from core.texts import in_the_portals_language

WATCH = Actor.system("urging")

__all__ = ["answered", "ended", "letters", "missed"]  # the kinds of letter are registered with their module


@handles(names.DEADLINE_MISSED)
def missed(events):
    services.urge_for_missed(missed=[event.object_id for event in events], by=WATCH)


@handles(names.PROGRESS_REPORTED, names.CLAIM_FILED)
def answered(events):
    answers = [
        services.Answer(event.object_id, event.pk, date.fromisoformat(event.payload["on"]), event.payload.get("agency")) for event in events
    ]
    services.answer(answers=answers, by=WATCH)


@handles(names.STATE_CHANGED, names.CLAIM_DECIDED, names.COMMITMENT_CHANGED)
@in_the_portals_language
def ended(events):
    """Kept, broken, withdrawn, lawfully ended: whatever is no longer to be done."""
    kind = ContentType.objects.get_for_model(Commitment)
    over = [
        event.object_id
        for event in events
        if event.content_type_id == kind.pk and event.payload.get("target", Commitment.State.OPEN) not in Commitment.UNFINISHED
    ]
    if over:
        services.cancel(commitments=over, reason=_("承诺已经办结或者终止，不用再答复"), by=WATCH)
