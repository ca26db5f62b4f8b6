"""Who is told what about an item: the reviewers what to review, its writers what became of it."""

from django.utils.translation import gettext_lazy

from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
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
    items = rows_about([event for event in events if step_of(event) in TOLD], Item.objects.all())
    holders = Holders({item.agency_id for _event, item in items})
    return drafts(items, lambda event, item: sorted(TOLD[step_of(event)][1](item, holders)), title)


def step_of(event):
    return event.payload.get("source"), event.payload.get("target")


def title(event, item):
    return TOLD[step_of(event)][0] % {"title": item.title}
