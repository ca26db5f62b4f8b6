"""What the address of a limit is about, like targets.py: one of a commitment, and one of a record that only some may see."""

from core.deadlines.models import Deadline
from tests.architecture.access import targets
from tests.architecture.access.targets import pk


def deadline(city):
    return pk(targets.made_commitment(city).deadline)


def deadline_of_review(city):
    targets.record_in_review(city)
    return pk(Deadline.objects.get(purpose="review"))
