"""Who is told what a proposer thinks: the agency that dealt with it and who handed it over; and supervision, where one is not satisfied."""

from django.utils.translation import gettext as _

from commitments.suggestions.models import Proposer
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts
from core.notices.recipients import Holders
from core.notices.registry import notifies


@notifies(names.OPINION_GIVEN)
def answered(events):
    rows = Proposer.objects.select_related("commitment").in_bulk({event.payload["proposer"] for event in events})
    agencies = {key for row in rows.values() for key in (row.commitment.agency_id, row.commitment.registrar_id)}
    holders = Holders(agencies)
    return drafts(
        [(event, rows[event.payload["proposer"]]) for event in events],
        lambda event, proposer: told(proposer, holders),
        title,
        lambda event, proposer: proposer.words,
    )


def told(proposer, holders):
    commitment = proposer.commitment
    found = holders.at(commitment.agency_id, Role.CLERK, Role.AGENCY_REVIEWER) + holders.at(commitment.registrar_id, Role.CLERK)
    return found + (holders.anywhere(Role.SUPERVISOR) if proposer.grade == Proposer.Grade.DISSATISFIED else [])


def title(event, proposer):
    return _("提出人评价为%(grade)s：%(title)s") % {"grade": proposer.get_grade_display(), "title": proposer.commitment.title}
