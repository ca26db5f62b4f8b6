"""Who is told of a visit: the clerks of the responsible agency; and its reviewers, where it was not as reported."""

from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft

WORDS = {
    "as_reported": _("现场核查与报告一致：%(title)s"),
    "differs": _("现场核查与报告不符：%(title)s"),
    "unclear": _("现场核查还要另外核实：%(title)s"),
}


@notifies(names.SITE_VISITED)
def visited(events):
    commitments = Commitment.objects.in_bulk({event.object_id for event in events})
    holders = Holders({one.agency_id for one in commitments.values()})
    return [
        NoticeDraft(user, event.pk, WORDS[event.payload["verdict"]] % {"title": one.title}, event.payload["found"], one.get_absolute_url())
        for event in events
        for one in [commitments[event.object_id]]
        for user in holders.at(one.agency_id, *told(event))
        if user != event.user_id
    ]


def told(event):
    return (Role.CLERK, Role.AGENCY_REVIEWER) if event.payload["verdict"] == "differs" else (Role.CLERK,)
