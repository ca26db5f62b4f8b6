"""Who is told of a list: the reviewers who announce it, the clerk to whom it comes back."""

from django.utils.translation import gettext_lazy

from commitments.lists.models import YearlyList
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies

TOLD = {
    "in_review": (gettext_lazy("请公布年度清单：%(title)s"), Role.AGENCY_REVIEWER),
    "draft": (gettext_lazy("年度清单退回修改：%(title)s"), Role.CLERK),
}


@notifies(names.STATE_CHANGED)
def moved(events):
    lists = rows_about([event for event in events if event.payload["target"] in TOLD], YearlyList.objects.all())
    holders = Holders({one.agency_id for _event, one in lists})
    return drafts(lists, lambda event, one: holders.at(one.agency_id, role(event)), title)


def role(event):
    return TOLD[event.payload["target"]][1]


def title(event, yearly_list):
    return TOLD[event.payload["target"]][0] % {"title": yearly_list.title}
