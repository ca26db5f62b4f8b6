"""Reads that the pages and services of this room need."""

from commitments.changes.models import ChangeRequest
from commitments.register.queries import supervision_office_id
from core.accounts.models import Membership, Role


def with_parts(requests):
    """Requests with what a list or a page shows of each."""
    return requests.select_related("commitment__agency__parent", "agency", "reason", "created_by", "decided_by").prefetch_related(
        "deadlines__rule"
    )


def waiting_for(actor):
    """The requests that the reader may decide: of the agencies below one that the reader reviews; for supervisors, of all but the own."""
    above = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
    waiting = ChangeRequest.objects.filter(state="proposed").exclude(commitment__agency__in=actor.agency_ids)
    waiting = waiting.exclude(created_by=actor.user)
    return waiting if actor.has(Role.SUPERVISOR) else waiting.filter(commitment__agency__parent__in=above)


def open_request_of(commitment):
    return ChangeRequest.objects.filter(commitment=commitment, state="proposed").first()


def deciding_agency_id(commitment):
    return deciding_agency_of(commitment.agency)


def deciding_agency_of(agency):
    """Whose task the decision on a commitment of the agency is: the level above where it has a reviewer, else the supervision office."""
    above = agency.parent_id
    reviewers = Membership.objects.in_force().filter(role=Role.AGENCY_REVIEWER, agency=above, user__is_active=True)
    return above if above and reviewers.exists() else supervision_office_id() or agency.pk
