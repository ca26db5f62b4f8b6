"""Reads of contracts that more than one page needs."""

from django.db.models import Prefetch

from commitments.contracts.models import Contract, ContractDuty
from core.accounts.models import Role


def with_parts(contracts):
    """With what the page of a contract shows, in a fixed number of statements."""
    duties = ContractDuty.objects.select_related("commitment__kind").prefetch_related(
        "commitment__deadlines__rule", "commitment__deadlines__pauses"
    )
    found = contracts.select_related("agency", "kind", "created_by", "confirmed_by")
    return found.prefetch_related("stages", Prefetch("duties", queryset=duties), "deadlines__rule", "deadlines__pauses")


def waiting_for(actor):
    """The drafts that the reader may put in force."""
    agencies = [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]
    return Contract.objects.filter(state="draft", agency__in=agencies).exclude(created_by=actor.user)
