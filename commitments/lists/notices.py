"""Who is told of a list: the reviewers who announce it, the clerk to whom it comes back."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from commitments.lists.models import YearlyList
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.STATE_CHANGED)
def moved(events):
    kind = ContentType.objects.get_for_model(YearlyList)
    events = [event for event in events if event.content_type_id == kind.pk and event.payload["target"] in ("in_review", "draft")]
    lists = YearlyList.objects.in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in lists.values()})
    return [draft(event, lists[event.object_id], user) for event in events for user in told(event, lists[event.object_id], holders)]


def told(event, yearly_list, holders):
    role = Role.AGENCY_REVIEWER if event.payload["target"] == "in_review" else Role.CLERK
    return [user for user in holders.at(yearly_list.agency_id, role) if user != event.user_id]


def draft(event, yearly_list, user):
    words = _("请公布年度清单：%(title)s") if event.payload["target"] == "in_review" else _("年度清单退回修改：%(title)s")
    return NoticeDraft(user, event.pk, words % {"title": yearly_list.title}, event.payload["reason"], yearly_list.get_absolute_url())
