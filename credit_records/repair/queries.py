"""Reads that the pages of repairs and the dashboard need."""

from django.db.models import Q

from core.pages.bands import in_past_year, time_left
from credit_records.repair.models import RepairApplication


def left(band, today):
    """Open applications whose limit, to accept or to decide, has so much time left (core/pages/bands.py)."""
    return time_left(band, today, "limit")


def decided_in(period, today):
    """Applications that were approved or refused in the last 12 months; the only `period` is "year"."""
    return Q(state__in=RepairApplication.OUTCOMES) & in_past_year(today, "decided_at")


def with_parts(applications):
    """Applications with all that a list or a page shows of each, in the same statement."""
    return applications.select_related(
        "record__type",
        "record__agency",
        "record__file__agency",
        "record__file__civil_servant__agency",
        "agency",
        "ground",
        "limit__rule",
        "created_by",
        "accepted_by",
        "proposed_by",
        "decided_by",
    )
