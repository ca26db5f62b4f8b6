"""Who is told of a guide: the reviewers what to review, its writers what became of it."""

from django.utils.translation import gettext_lazy

from commitments.items.models import ServiceItem
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies


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
    items = rows_about([event for event in events if step_of(event) in TOLD], ServiceItem.objects.all())
    holders = Holders({item.agency_id for _event, item in items})
    return drafts(items, lambda event, item: sorted(TOLD[step_of(event)][1](item, holders)), title)


def step_of(event):
    return event.payload.get("source"), event.payload.get("target")


def title(event, item):
    return TOLD[step_of(event)][0] % {"name": item.name}
