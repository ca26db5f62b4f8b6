"""经过: what happened to a row so far, told from its events. For staff pages, which may name who did it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.events.models import Event
from core.pages.parts import Moment


def course(row):
    """Moments of the steps that a Stateful row has taken, newest first: who took which, and the reason. One statement."""
    labels = {(step.source, step.target): step.label for step in row.STEPS}
    events = (
        Event.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk).select_related("user").order_by("-id")
    )
    return [
        moment(event, labels[pair]) for event in events if (pair := (event.payload.get("source"), event.payload.get("target"))) in labels
    ]


def moment(event, label):
    who = event.user or _("系统")
    return Moment(event.created_at, _("%(who)s：%(what)s") % {"who": who, "what": label}, event.payload.get("reason", ""))
