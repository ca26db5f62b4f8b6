"""Who is told of what one commitment waits for: the agency that is waited for, and those who wait when its limit is missed."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from commitments.register.models import Commitment, Dependency
from core.accounts.models import Role
from core.deadlines.models import Deadline
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.DEPENDENCY_ADDED)
def waited_for(events):
    found = Commitment.objects.in_bulk({event.payload["needs"] for event in events})
    waiting = Commitment.objects.select_related("agency").in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in found.values()})
    return [
        NoticeDraft(
            user,
            event.pk,
            _("%(agency)s等着这一项：%(title)s") % {"agency": waiting[event.object_id].agency.short_name, "title": needed.title},
            _("理由：%(reason)s") % {"reason": event.payload["reason"]},
            needed.get_absolute_url(),
        )
        for event in events
        for needed in [found[event.payload["needs"]]]
        for user in holders.at(needed.agency_id, Role.CLERK, Role.AGENCY_REVIEWER)
        if user != event.user_id
    ]


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
    events = [event for event in events if event.payload["target"] == Commitment.State.STALLED and is_of_commitment(event)]
    found = Commitment.objects.in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in found.values()})
    return [
        NoticeDraft(
            user,
            event.pk,
            _("认定停滞：%(title)s") % {"title": one.title},
            _("承诺仍然有效，期限照算；报告进展以后恢复为办理中。理由：%(reason)s") % {"reason": event.payload["reason"]},
            one.get_absolute_url(),
        )
        for event in events
        for one in [found[event.object_id]]
        for user in holders.at(one.agency_id, Role.CLERK, Role.AGENCY_REVIEWER)
    ]


def is_of_commitment(event):
    return event.content_type_id == ContentType.objects.get_for_model(Commitment).pk
