"""What suggestions do when a commitment was verified or found broken: those who made them are asked."""

from django.contrib.contenttypes.models import ContentType

from commitments.register.models import Commitment
from commitments.suggestions.services import DEALT_WITH, ask_for_dealt_with
from core.events import names
from core.events.registry import handles


@handles(names.CLAIM_DECIDED, names.STATE_CHANGED)
def ask(events):
    kind = ContentType.objects.get_for_model(Commitment)
    ended = [event.object_id for event in events if event.content_type_id == kind.pk and event.payload["target"] in DEALT_WITH]
    if ended:
        ask_for_dealt_with(commitments=ended)
