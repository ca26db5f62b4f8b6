"""Reads of progress and claims that more than one page needs."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Prefetch, Q, Subquery

from commitments.fulfilment.models import Claim, ProgressReport
from commitments.register.models import Commitment
from core.accounts.models import Role
from core.deadlines.models import Deadline


def claims_to_verify(actor):
    """The open claims that this actor may verify: none on which the actor reported.

    With `due_on` and `deadline_state` of the verification, the most urgent first.
    """
    reviewed = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
    mine = Q(commitment__kind__verified_by=Role.AGENCY_REVIEWER, commitment__agency__in=reviewed)
    if actor.has(Role.SUPERVISOR):
        mine |= Q(commitment__kind__verified_by=Role.SUPERVISOR)
    reported = ProgressReport.objects.filter(reported_by=actor.user).values("commitment")
    claimed = Claim.objects.filter(claimed_by=actor.user).values("commitment")
    rows = Claim.objects.filter(mine, decision="").exclude(commitment__in=reported).exclude(commitment__in=claimed)
    return with_deadline(rows).select_related("commitment__kind", "commitment__agency").order_by("due_on", "pk")


def with_deadline(claims):
    content_type = ContentType.objects.get_for_model(Commitment)
    verification = Deadline.objects.filter(content_type=content_type, object_id=OuterRef("commitment"), purpose="verify").order_by("-id")
    return claims.annotate(due_on=Subquery(verification.values("due_on")[:1]), deadline_state=Subquery(verification.values("state")[:1]))


def with_course(commitments):
    """Everything that the staff page of a commitment shows, in a constant number of statements."""
    return commitments.select_related("kind", "agency", "registrar", "created_by").prefetch_related(
        "participations__agency",
        "happened__user",
        Prefetch("deadlines", queryset=Deadline.objects.select_related("rule").prefetch_related("pauses")),
        Prefetch("reports", queryset=ProgressReport.objects.select_related("reported_by").prefetch_related("evidence")),
        Prefetch("claims", queryset=Claim.objects.select_related("claimed_by", "decided_by").prefetch_related("evidence")),
    )
