"""Who is told of a guide: the reviewers what to review, its writers what became of it."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.items.models import ServiceItem
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


def reviewers(item, holders):
    return set(holders.at(item.agency_id, Role.AGENCY_REVIEWER)) - set(item.writer_ids)


def writers(item, holders):
    return {item.created_by_id, *item.writer_ids}


TOLD = {
    ("draft", "in_review"): (gettext_lazy("请审核办事指南：%(name)s"), reviewers),
    ("in_review", "draft"): (gettext_lazy("办事指南退回修改：%(name)s"), writers),
    ("in_review", "published"): (gettext_lazy("办事指南已公布：%(name)s"), writers),
    ("published", "withdrawn"): (gettext_lazy("事项已取消：%(name)s"), writers),
}


@notifies(names.STATE_CHANGED)
def told_of_items(events):
    kind = ContentType.objects.get_for_model(ServiceItem)
    events = [event for event in events if event.content_type_id == kind.pk and step_of(event) in TOLD]
    items = ServiceItem.objects.in_bulk({event.object_id for event in events})
    holders = Holders({item.agency_id for item in items.values()})
    return [draft for event in events for draft in drafts(event, items[event.object_id], holders)]


def step_of(event):
    return event.payload["source"], event.payload["target"]


def drafts(event, item, holders):
    words, concerned = TOLD[step_of(event)]
    reason = event.payload.get("reason")
    body = _("理由：%(reason)s") % {"reason": reason} if reason else ""
    users = sorted(concerned(item, holders) - {event.user_id})
    return [NoticeDraft(user, event.pk, words % {"name": item.name}, body, item.get_absolute_url()) for user in users]
