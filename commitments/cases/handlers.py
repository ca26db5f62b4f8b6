"""What the law makes of a missed limit: who named nothing that is missing has accepted, who was asked and said nothing has consented."""

from django.contrib.contenttypes.models import ContentType

from commitments.cases.limits import ACCEPTANCE, OPINION
from commitments.cases.models import Opinion, ServiceCase
from commitments.cases.services import accept_by_silence, consent_by_silence
from core.deadlines.models import Deadline
from core.events import names
from core.events.registry import handles


@handles(names.DEADLINE_MISSED)
def accept_silently(events):
    accept_by_silence(subjects(events, ServiceCase, ACCEPTANCE))


@handles(names.DEADLINE_MISSED)
def consent_silently(events):
    consent_by_silence(subjects(events, Opinion, OPINION))


def subjects(events, model, purpose):
    """Keys of those rows of the model whose limit is still missed. One that was done late, or ended, since is not."""
    kind = ContentType.objects.get_for_model(model)
    missed = Deadline.objects.filter(pk__in={event.object_id for event in events}, content_type=kind, purpose=purpose, state="overdue")
    return set(missed.values_list("object_id", flat=True))
