"""What the register does when its deadlines move: the public row says so too."""

from django.contrib.contenttypes.models import ContentType

from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from core.deadlines.models import Deadline
from core.events import names
from core.events.registry import handles


@handles(names.DEADLINE_MISSED, names.DEADLINE_MET, names.DEADLINE_CHANGED)
def renew_public_rows(events):
    """Publish again the commitments whose deadlines these events are about. What did not change leaves no trace."""
    content_type = ContentType.objects.get_for_model(Commitment)
    deadlines = Deadline.objects.filter(pk__in={event.object_id for event in events}, content_type=content_type)
    if primary_keys := set(deadlines.values_list("object_id", flat=True)):
        publish_commitments(primary_keys)
