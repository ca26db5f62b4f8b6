"""Who is told of a request: whoever may decide it; and of the decision: the clerks of the agency."""

from django.utils.translation import gettext as _

from commitments.changes.models import ChangeRequest
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.CHANGE_PROPOSED)
def proposed(events):
    found, holders = concerned(events)
    return [
        draft(event, found[event.object_id], user, _("请审批承诺变更：%(title)s"), found[event.object_id].explanation)
        for event in events
        for user in deciders(found[event.object_id].commitment.agency, holders)
    ]


@notifies(names.CHANGE_DECIDED)
def decided(events):
    found, holders = concerned(events)
    words = {"approved": _("承诺变更已批准：%(title)s"), "refused": _("承诺变更不予批准：%(title)s")}
    return [
        draft(event, found[event.object_id], user, words[event.payload["target"]], event.payload["reason"])
        for event in events
        for user in holders.at(found[event.object_id].commitment.agency_id, Role.CLERK)
    ]


def concerned(events):
    rows = ChangeRequest.objects.select_related("commitment__agency")
    found = rows.in_bulk({event.object_id for event in events})
    agencies = {key for one in found.values() for key in (one.commitment.agency_id, one.commitment.agency.parent_id) if key}
    return found, Holders(agencies)


def deciders(agency, holders):
    """Reviewers of the level above and supervisors; nobody of the agency itself."""
    own = set(holders.at(agency.pk, *Role))
    above = holders.at(agency.parent_id, Role.AGENCY_REVIEWER) if agency.parent_id else []
    return [user for user in dict.fromkeys([*above, *holders.anywhere(Role.SUPERVISOR)]) if user not in own]


def draft(event, request, user, words, reason):
    return NoticeDraft(user, event.pk, words % {"title": request.commitment.title}, reason, request.get_absolute_url())
