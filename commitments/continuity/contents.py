"""What a head hands over: everything that the agency still owes, as it stands when the list is drawn up."""

from django.utils.translation import gettext as _

from commitments.changes.models import ChangeRequest
from commitments.continuity.registry import Section, holdings
from commitments.register.models import Commitment
from core.deadlines.models import Deadline
from core.texts import in_the_portals_language


@in_the_portals_language
def content_of(agency, outgoing):
    """The list as JSON-able data: a fixed number of statements, whatever the agency owes."""
    sections = [commitments(agency), *(holding.owed(agency) for holding in holdings()), requests(agency), limits(agency)]
    return {
        "agency": agency.name,
        "outgoing": outgoing.civil_servant.name,
        "term": [outgoing.began_on, outgoing.ended_on],
        "sections": [{"title": section.title, "rows": section.rows} for section in sections],
    }


def commitments(agency):
    rows = Commitment.objects.unfinished().filter(agency=agency).select_related("kind").with_deadline().order_by("due_on", "pk")
    return Section(
        _("承诺"),
        [
            {
                "title": one.title,
                "number": one.number,
                "due_on": one.due_on,
                "state": _("逾期") if one.deadline_state == "overdue" else one.get_state_display(),
                "note": _("%(kind)s，进度%(percent)d%%") % {"kind": one.kind.name, "percent": one.percent},
                "commitment": one.pk,
            }
            for one in rows
        ],
    )


def requests(agency):
    rows = ChangeRequest.objects.filter(commitment__agency=agency, state="proposed").select_related("commitment").order_by("pk")
    return Section(
        _("没有批下来的变更申请"),
        [
            {
                "title": one.commitment.title,
                "number": one.commitment.number,
                "due_on": one.due_before,
                "state": one.get_state_display(),
                "commitment": one.commitment_id,
            }
            for one in rows
        ],
    )


def limits(agency):
    """Other limits of the agency that run, by the name of their rule: what they are about is not for everybody who reads the list."""
    rows = Deadline.objects.live().owed().filter(agency=agency).exclude(content_type__model="commitment")
    rows = rows.exclude(content_type__model="handover").select_related("rule").prefetch_related("pauses").order_by("due_on", "pk")
    return Section(
        _("其他没有办结的期限"),
        [
            {"title": one.rule.name, "number": "", "due_on": one.due_on, "state": one.get_state_display(), "why": one.sentence}
            for one in rows
        ],
    )
