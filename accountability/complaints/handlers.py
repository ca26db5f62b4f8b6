"""A missed deadline that has consequences opens a clue."""

from accountability.complaints.services import open_clues_for
from core.deadlines.models import Deadline
from core.events import names
from core.events.registry import handles
from credit_records.records.models import RecordType


@handles(names.DEADLINE_MISSED)
def open_clues(events):
    """A deadline has consequences if the catalogue has a type of record for its purpose."""
    purposes = RecordType.objects.effective().exclude(opened_by_purpose="").values("opened_by_purpose")
    missed = Deadline.objects.filter(pk__in=[event.object_id for event in events], purpose__in=purposes)
    open_clues_for(list(missed.values_list("pk", flat=True)))
