"""Reads of urges that more than one page or service needs."""

from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from commitments.urging.models import Urge
from core.deadlines.calendar import current_calendar
from core.deadlines.models import Deadline
from core.rules.models import Rule

AGAIN_RULE = "urging_again"
MONTH = timedelta(days=30)  # calendar days in which several people asking one agency is worth a look


def with_parts(urges):
    """Urges with what a list, a notice or a course shows of each, in a fixed number of statements."""
    limits = Deadline.objects.select_related("rule").prefetch_related("pauses")
    rows = urges.select_related("commitment", "agency", "issuer", "urged_by", "letter")
    return rows.prefetch_related(Prefetch("deadlines", queryset=limits))


def recent(commitments):
    """{commitment: its newest urge} of those that were urged within the days of the rule, or whose answer is still waited for."""
    newest = with_parts(Urge.objects.filter(commitment__in=commitments)).order_by("commitment_id", "-ordinal").distinct("commitment_id")
    since = recent_since()
    return {one.commitment_id: one for one in newest if one.is_waiting or timezone.localdate(one.urged_at) >= since}


def recent_since():
    """The first day on which an urge is recent."""
    return current_calendar().add_working_days(timezone.localdate(), -Rule.objects.in_force(AGAIN_RULE).amount)


def how_often(commitments):
    """{commitment: how often it was urged}."""
    rows = Urge.objects.filter(commitment__in=commitments).order_by("commitment_id", "-ordinal").distinct("commitment_id")
    return dict(rows.values_list("commitment", "ordinal"))


def urgers():
    """(key, name) of everybody who ever urged, by name."""
    rows = Urge.objects.exclude(urged_by=None).order_by("urged_by__name", "urged_by").values_list("urged_by", "urged_by__name")
    return list(rows.distinct())


def waiting_for(actor):
    """The urges that the reader's agencies have to answer."""
    return Urge.objects.waiting().filter(agency__in=actor.agency_ids)
