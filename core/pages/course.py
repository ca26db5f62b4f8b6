"""经过: what happened to a row so far, told from its events. For staff pages, which may name who did it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.events.models import Event
from core.pages.parts import Moment


def course(row, words=None, names_people=True):
    """Moments of the steps that a Stateful row has taken, newest first: who took which, and the reason. One statement.

    `words`: {event name: words} for what happened to it besides its steps. Without `names_people` it says what was done, not by whom.
    """
    labels = {(step.source, step.target): step.label for step in row.STEPS} | (words or {})
    content_type = ContentType.objects.get_for_model(row)
    events = Event.objects.filter(content_type=content_type, object_id=row.pk).select_related("user").order_by("-id")
    return [moment(event, labels[key], names_people) for event in events if (key := key_of(event)) in labels]


def key_of(event):
    return (event.payload["source"], event.payload["target"]) if "target" in event.payload else event.name


def moment(event, label, names_people):
    title = _("%(who)s：%(what)s") % {"who": event.user or _("系统"), "what": label} if names_people else str(label)
    return Moment(event.created_at, title, event.payload.get("reason", ""))
