"""What opens a clue by itself: a missed deadline that has consequences, a compensation that is owed, papers that were asked for twice."""

from accountability.complaints.services import open_clues_for, open_clues_of_compensation, open_clues_of_second_requests
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


@handles(names.COMPENSATION_NEEDED)
def follow_compensations(events):
    """Whoever approved a change of a commitment found that somebody must be compensated: supervision follows it."""
    open_clues_of_compensation(
        [{"origin": f"change_request:{event.object_id}", "opened_by_id": event.user_id, **event.payload} for event in events]
    )


@handles(names.PAPERS_ASKED_TWICE)
def follow_second_requests(events):
    """A clerk asked an applicant for more papers a second time: one clue for the application, however often it was tried."""
    open_clues_of_second_requests(
        [{"origin": f"service_case:{event.object_id}", "opened_by_id": event.user_id, **event.payload} for event in events]
    )
