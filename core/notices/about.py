"""What most drafters do: read the rows that the events are about, and tell the people whom they concern."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from core.notices.services import NoticeDraft


def rows_about(events, rows):
    """Pairs of an event and its row, for the events that are about a row of this queryset: one statement for all."""
    kind = ContentType.objects.get_for_model(rows.model)
    events = [event for event in events if event.content_type_id == kind.pk]
    found = rows.in_bulk({event.object_id for event in events})
    return [(event, found[event.object_id]) for event in events if event.object_id in found]


def reason(event, row):
    """理由：… as the body of a notice; nothing where none was given."""
    given = event.payload.get("reason")
    return _("理由：%(reason)s") % {"reason": given} if given else ""


def drafts(pairs, concerned, title, body=reason):
    """A notice to each user of `concerned(event, row)`, once; never to who did it. `title` and `body` are functions of event and row."""
    return [
        NoticeDraft(user, event.pk, title(event, row), body(event, row), row.get_absolute_url())
        for event, row in pairs
        for user in dict.fromkeys(concerned(event, row))
        if user and user != event.user_id
    ]
