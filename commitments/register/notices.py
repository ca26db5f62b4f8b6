"""Who is told of what one commitment waits for: the agency that is waited for, and those who wait when its limit is missed."""

from django.utils.translation import gettext as _

from commitments.register.models import Commitment, Dependency
from core.accounts.models import Role
from core.deadlines.models import Deadline
from core.events import names
from core.notices.about import drafts, reason, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.DEPENDENCY_ADDED)
def waited_for(events):
    found = Commitment.objects.in_bulk({event.payload["needs"] for event in events})
    agency = {event: waiting.agency.short_name for event, waiting in rows_about(events, Commitment.objects.select_related("agency"))}
    holders = Holders({one.agency_id for one in found.values()})
    return drafts(
        [(event, found[event.payload["needs"]]) for event in events],
        lambda event, needed: holders.at(needed.agency_id, Role.CLERK, Role.AGENCY_REVIEWER),
        lambda event, needed: _("%(agency)s等着这一项：%(title)s") % {"agency": agency[event], "title": needed.title},
    )


@notifies(names.DEADLINE_MISSED)
def missed(events):
    """What is late makes others late: the clerks of those who wait hear of it at once."""
    limits = Deadline.objects.filter(content_type__model="commitment", purpose="fulfil").in_bulk({event.object_id for event in events})
    late = {event: limits[event.object_id].object_id for event in events if event.object_id in limits}
    waiting = Dependency.objects.filter(needs__in=late.values(), commitment__state__in=Commitment.UNFINISHED)
    waiting = list(waiting.select_related("commitment", "needs__agency"))
    holders = Holders({one.commitment.agency_id for one in waiting})
    return [
        NoticeDraft(
            user,
            event.pk,
            _("前置事项逾期：%(title)s") % {"title": one.needs.title},
            _("由%(agency)s负责，你们的“%(title)s”要等它。") % {"agency": one.needs.agency.short_name, "title": one.commitment.title},
            one.commitment.get_absolute_url(),
        )
        for event, needed in late.items()
        for one in waiting
        if one.needs_id == needed
        for user in holders.at(one.commitment.agency_id, Role.CLERK)
    ]


@notifies(names.STATE_CHANGED)
def stalled(events):
    """That nothing moves, the agency hears with the reason and with what ends it."""
    stopped = rows_about([event for event in events if event.payload["target"] == Commitment.State.STALLED], Commitment.objects.all())
    holders = Holders({one.agency_id for _event, one in stopped})
    return drafts(
        stopped,
        lambda event, one: holders.at(one.agency_id, Role.CLERK, Role.AGENCY_REVIEWER),
        lambda event, one: _("认定停滞：%(title)s") % {"title": one.title},
        lambda event, one: _("承诺仍然有效，期限照算；报告进展以后恢复为办理中。") + reason(event, one),
    )
