"""Whoever gets a task hears of it, and whoever stands in for somebody."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.accounts.models import Role, User
from core.deadlines.models import Deadline
from core.duties.models import Absence
from core.events import names
from core.notices.recipients import STAFF, Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.DEADLINE_ASSIGNED)
def assigned(events):
    """One notice for all that somebody got at once."""
    deadlines = Deadline.objects.in_bulk({event.object_id for event in events})
    groups = {}
    for event in events:
        if event.payload["user"] != event.user_id:
            groups.setdefault((event.payload["user"], event.user_id), []).append(event)
    givers = User.objects.in_bulk({giver for _user, giver in groups})
    return [draft(user, givers.get(giver), group, deadlines) for (user, giver), group in groups.items()]


def draft(user, giver, events, deadlines):
    count, first = len(events), deadlines[events[0].object_id]
    words = {"giver": giver or _("系统"), "title": first.title, "count": count}
    if count == 1:
        title = _("%(giver)s转给你：%(title)s") % words
    else:
        title = _("%(giver)s转给你%(count)d件，第一件是：%(title)s") % words
    return NoticeDraft(user, events[0].pk, title, "", reverse("work"))


@notifies(names.TASKS_RETURNED)
def returned(events):
    """The reviewers hear once what somebody left behind; where there is none, everybody who has the tasks now."""
    gone = User.objects.in_bulk({event.payload["user"] for event in events})
    holders = Holders({event.object_id for event in events})
    return [
        NoticeDraft(
            user,
            event.pk,
            _("%(name)s已离任，%(count)d件待办没有人办") % {"name": gone[event.payload["user"]], "count": event.payload["count"]},
            _("本单位同样角色的人现在都看得到，请指派给一个人。期限照算。"),
            reverse("work") + "?scope=agency",
        )
        for event in events
        for user in holders.at(event.object_id, Role.AGENCY_REVIEWER) or holders.at(event.object_id, *STAFF)
    ]


@notifies(names.ABSENCE_ENTERED)
def stands_in(events):
    absences = Absence.objects.select_related("user").in_bulk({event.object_id for event in events})
    found = [(event, absences[event.object_id]) for event in events]
    return [
        NoticeDraft(
            absence.substitute_id,
            event.pk,
            _("%(start)s至%(end)s由你代办%(name)s的事项")
            % {"start": date_format(absence.starts_on), "end": date_format(absence.ends_on), "name": absence.user},
            _("这些天里，指派给%(name)s的待办也在你的待办里。") % {"name": absence.user},
            reverse("work"),
        )
        for event, absence in found
    ]
