"""Reads that the pages and services of this room need."""

from commitments.changes.models import ChangeRequest
from commitments.register.queries import supervision_office_id
from core.accounts.models import Membership, Role


def with_parts(requests):
    """Requests with what a list or a page shows of each."""
    return requests.select_related("commitment__agency__parent", "agency", "reason", "created_by", "decided_by").prefetch_related(
        "deadlines__rule"
    )


def open_request_of(commitment):
    return ChangeRequest.objects.filter(commitment=commitment, state="proposed").first()


def deciding_agency_id(commitment):
    """Whose task the decision is: the level above where it has a reviewer, else the supervision office."""
    above = commitment.agency.parent_id
    reviewers = Membership.objects.in_force().filter(role=Role.AGENCY_REVIEWER, agency=above, user__is_active=True)
    return above if above and reviewers.exists() else supervision_office_id() or commitment.agency_id
