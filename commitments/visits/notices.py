"""Who is told of a visit: the clerks of the responsible agency; and its reviewers, where it was not as reported."""

from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies

WORDS = {
    "as_reported": _("现场核查与报告一致：%(title)s"),
    "differs": _("现场核查与报告不符：%(title)s"),
    "unclear": _("现场核查还要另外核实：%(title)s"),
}


@notifies(names.SITE_VISITED)
def visited(events):
    commitments = rows_about(events, Commitment.objects.all())
    holders = Holders({one.agency_id for _event, one in commitments})
    return drafts(
        commitments,
        lambda event, one: holders.at(one.agency_id, *told(event)),
        lambda event, one: WORDS[event.payload["verdict"]] % {"title": one.title},
        lambda event, one: event.payload["found"],
    )


def told(event):
    return (Role.CLERK, Role.AGENCY_REVIEWER) if event.payload["verdict"] == "differs" else (Role.CLERK,)
