"""Reads of progress and claims that more than one page needs."""

from django.db.models import Prefetch

from commitments.fulfilment.models import Claim, ProgressReport
from commitments.urging.models import Urge
from commitments.urging.queries import with_parts
from commitments.visits.models import SiteVisit
from core.deadlines.models import Deadline


def with_course(commitments):
    """Everything that the staff page of a commitment shows, in a constant number of statements."""
    return commitments.select_related("kind", "agency", "registrar", "created_by", "whole").prefetch_related(
        "participations__agency",
        "happened__user",
        Prefetch("deadlines", queryset=Deadline.objects.select_related("rule").prefetch_related("pauses")),
        Prefetch("reports", queryset=ProgressReport.objects.select_related("reported_by").prefetch_related("evidence", "photos")),
        Prefetch("visits", queryset=SiteVisit.objects.select_related("created_by", "agency").prefetch_related("evidence", "photos")),
        Prefetch("urges", queryset=with_parts(Urge.objects.all())),
        Prefetch("claims", queryset=Claim.objects.select_related("claimed_by", "decided_by").prefetch_related("evidence")),
    )
