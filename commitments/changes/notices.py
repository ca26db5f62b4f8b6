"""Who is told of a request: whoever may decide it; and of the decision: the clerks of the agency."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.changes.models import ChangeRequest
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies

DECIDED = {"approved": gettext_lazy("承诺变更已批准：%(title)s"), "refused": gettext_lazy("承诺变更不予批准：%(title)s")}


@notifies(names.CHANGE_PROPOSED)
def proposed(events):
    requests, holders = concerned(events)
    return drafts(
        requests,
        lambda event, request: deciders(request.commitment.agency, holders),
        lambda event, request: _("请审批承诺变更：%(title)s") % {"title": request.commitment.title},
        lambda event, request: request.explanation,
    )


@notifies(names.CHANGE_DECIDED)
def decided(events):
    requests, holders = concerned(events)
    return drafts(
        requests,
        lambda event, request: holders.at(request.commitment.agency_id, Role.CLERK),
        lambda event, request: DECIDED[event.payload["target"]] % {"title": request.commitment.title},
    )


def concerned(events):
    requests = rows_about(events, ChangeRequest.objects.select_related("commitment__agency"))
    agencies = [request.commitment.agency for _event, request in requests]
    return requests, Holders({key for agency in agencies for key in (agency.pk, agency.parent_id) if key})


def deciders(agency, holders):
    """Reviewers of the level above and supervisors; nobody of the agency itself."""
    own = set(holders.at(agency.pk, *Role))
    above = holders.at(agency.parent_id, Role.AGENCY_REVIEWER) if agency.parent_id else []
    return [user for user in dict.fromkeys([*above, *holders.anywhere(Role.SUPERVISOR)]) if user not in own]
