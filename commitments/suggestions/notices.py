"""Who is told what a proposer thinks: the agency that dealt with it and who handed it over; and supervision, where one is not satisfied."""

from django.utils.translation import gettext as _

from commitments.suggestions.models import Proposer
from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.OPINION_GIVEN)
def answered(events):
    rows = Proposer.objects.select_related("commitment").in_bulk({event.payload["proposer"] for event in events})
    agencies = {key for row in rows.values() for key in (row.commitment.agency_id, row.commitment.registrar_id)}
    holders = Holders(agencies)
    pairs = [(event, rows[event.payload["proposer"]]) for event in events]
    return [draft(user, event, row) for event, row in pairs for user in dict.fromkeys(told(row, holders))]


def told(proposer, holders):
    commitment = proposer.commitment
    found = holders.at(commitment.agency_id, Role.CLERK, Role.AGENCY_REVIEWER) + holders.at(commitment.registrar_id, Role.CLERK)
    return found + (holders.anywhere(Role.SUPERVISOR) if proposer.grade == Proposer.Grade.DISSATISFIED else [])


def draft(user, event, proposer):
    words = {"grade": proposer.get_grade_display(), "title": proposer.commitment.title}
    return NoticeDraft(user, event.pk, _("提出人评价为%(grade)s：%(title)s") % words, proposer.words, proposer.get_absolute_url())
