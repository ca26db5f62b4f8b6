"""Who is told what about an item: the reviewers what to review, its writers what became of it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft
from disclosure.items.models import CHECKERS, Item


def reviewers(item, holders):
    """Who wrote on it cannot review it."""
    return set(holders.at(item.agency_id, *CHECKERS)) - set(item.writer_ids)


def writers(item, holders):
    return {item.created_by_id, *item.writer_ids}


# the step that was taken: title, and who is told
TOLD = {
    ("draft", "in_review"): (gettext_lazy("请审核公开事项：%(title)s"), reviewers),
    ("in_review", "draft"): (gettext_lazy("公开事项退回修改：%(title)s"), writers),
    ("in_review", "published"): (gettext_lazy("公开事项已公开：%(title)s"), writers),
    ("in_review", "withdrawn"): (gettext_lazy("公开事项不予公开：%(title)s"), writers),
    ("published", "withdrawn"): (gettext_lazy("公开事项已撤下：%(title)s"), writers),
}


@notifies(names.STATE_CHANGED, names.ITEM_PUBLISHED)
def told_of_steps(events):
    item_type = ContentType.objects.get_for_model(Item)
    events = [event for event in events if event.content_type_id == item_type.pk and step_of(event) in TOLD]
    items = Item.objects.in_bulk({event.object_id for event in events})
    holders = Holders({item.agency_id for item in items.values()})
    return [draft for event in events for draft in drafts(event, items[event.object_id], holders)]


def step_of(event):
    return event.payload.get("source"), event.payload.get("target")


def drafts(event, item, holders):
    words, concerned = TOLD[step_of(event)]
    reason = event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    users = sorted(concerned(item, holders) - {event.user_id})
    return [NoticeDraft(user, event.pk, words % {"title": item.title}, body, item.get_absolute_url()) for user in users]
