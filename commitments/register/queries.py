"""Reads of the register that more than one page needs."""

from django.db.models import Q

from commitments.register.models import Commitment, Participation


def open_for_agencies(agency_ids):
    """The commitments that these agencies still have to fulfil, with `due_on` and `deadline_state`, the most urgent first."""
    taking_part = Participation.objects.filter(agency__in=agency_ids).values("commitment")
    rows = Commitment.objects.filter(Q(agency__in=agency_ids) | Q(pk__in=taking_part), state="open")
    return rows.with_deadline().select_related("kind", "agency").order_by("due_on", "pk")
