"""Who is told: the agency that gets commitments, once for all of them; whoever must sign a handover list."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.continuity.models import Handover
from commitments.continuity.services.handovers import account_of
from core.accounts.models import Role
from core.directory.models import Agency
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.COMMITMENTS_ARRIVED)
def arrived(events):
    agencies = Agency.objects.in_bulk({event.object_id for event in events})
    holders = Holders(set(agencies))
    return [arrived_draft(event, agencies[event.object_id], user) for event in events for user in answering(event.object_id, holders)]


def answering(agency, holders):
    """Reviewers, who take it, and clerks, who do it; where nobody works there, the supervisors."""
    return holders.at(agency, Role.AGENCY_REVIEWER, Role.CLERK) or holders.anywhere(Role.SUPERVISOR)


def arrived_draft(event, agency, user):
    count = event.payload["count"]
    words = {
        "before": event.payload["before"],
        "agency": agency.short_name,
        "amount": ngettext("%(count)d项", "%(count)d项", count) % {"count": count},
    }
    title = _("%(before)s没有办完的承诺%(amount)s，改由%(agency)s负责") % words
    return NoticeDraft(user, event.pk, title, event.payload["reason"], reverse("reassignments") + "?state=waiting")


@notifies(names.HANDOVER_DRAWN_UP)
def drawn_up(events):
    """The outgoing head; where that one has no account, those who may sign in place."""
    handovers, holders = concerned(events)
    words = _("任期已结束，请签署交接清单：%(agency)s")
    return drafts(
        handovers, lambda event, one: outgoing_side(one, holders), lambda event, one: words % {"agency": one.agency.name}, not_a_reason
    )


@notifies(names.HANDOVER_DUE)
def due(events):
    """The new head; where that one has no account, the agency's reviewers, who see to it that there is one."""
    handovers, holders = concerned(events)
    words = _("请核对并签署交接清单：%(agency)s")
    return drafts(
        handovers, lambda event, one: incoming_side(one, holders), lambda event, one: words % {"agency": one.agency.name}, not_a_reason
    )


def concerned(events):
    rows = Handover.objects.select_related("agency", "outgoing__civil_servant__user", "incoming__civil_servant__user")
    handovers = rows_about(events, rows)
    agencies = {key for _event, one in handovers for key in (one.agency_id, one.agency.parent_id) if key}
    return handovers, Holders(agencies)


def outgoing_side(handover, holders):
    if account := account_of(handover.outgoing):
        return [account]
    return holders.at(handover.agency.parent_id, Role.AGENCY_REVIEWER) or holders.anywhere(Role.SUPERVISOR)


def incoming_side(handover, holders):
    account = account_of(handover.incoming)
    return [account] if account else holders.at(handover.agency_id, Role.AGENCY_REVIEWER)


def not_a_reason(event, handover):
    return _("清单列出了截至当天本单位没有办完的全部承诺、欠款和期限。负责人更替不是不履行的理由。")
