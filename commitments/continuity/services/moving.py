"""Commitments pass to another agency, with everything that names the agency that owes them. The limits run on as they were."""

from django.contrib.contenttypes.models import ContentType

from commitments.changes.models import ChangeRequest
from commitments.changes.queries import deciding_agency_of
from commitments.continuity.models import Reassignment
from commitments.continuity.registry import holdings
from commitments.register.models import Commitment, Participation
from commitments.register.parts import lock
from commitments.register.public import publish_commitments
from commitments.urging.services import pass_on
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.duties.services import give_back_many
from core.events import names
from core.events.services import emit, emit_many
from core.states.services import transition_many


def together(keys):
    """Primary keys of these commitments and of those that only pass together with them, locked: what stands behind them first."""
    found = set(keys)
    for holding in holdings():
        found |= set(holding.together(sorted(found)))
    return [one.pk for one in lock(sorted(found))]


def move(keys, *, before, after, cause, route, reason, at, by, arrived):
    """These locked commitments, as far as they are unfinished and the agency `before` is responsible, are the agency `after`'s now.

    A constant number of statements. `arrived`: of how many the new agency is told; none where it was told before. Returns how many went.
    """
    keys = list(Commitment.objects.unfinished().filter(pk__in=keys, agency=before).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return 0
    waiting = Reassignment.objects.filter(commitment__in=keys)
    transition_many(waiting, source="waiting", to="passed_on", by=by)
    Participation.objects.filter(commitment__in=keys, agency=after).delete()  # it is responsible itself now
    Commitment.objects.filter(pk__in=keys).update(agency=after)
    limits = deadlines.hand_over(model=Commitment, primary_keys=keys, before=before, after=after)
    limits += pass_on(commitments=keys, agency=after)
    give_back_many(deadlines=Deadline.objects.filter(pk__in=limits), by=by)
    deadlines.replace_sharing(model=Commitment, primary_keys=keys, gone=after)
    redirect_requests(keys, after)
    for holding in holdings():
        holding.follow(keys, after)
    same = {"from_agency": before, "agency": after, "cause": cause, "route": route, "reason": reason, "moved_on": at}
    Reassignment.objects.bulk_create([Reassignment(commitment_id=key, created_by=by.user, **same) for key in keys], batch_size=500)
    told = {"before": before.name, "after": after.name, "reason": reason, "on": at}
    emit_many(names.COMMITMENT_REASSIGNED, model=Commitment, rows=[(key, told) for key in keys], by=by)
    if arrived:
        emit(names.COMMITMENTS_ARRIVED, subject=after, by=by, count=arrived, before=before.name, reason=reason)
    publish_commitments(keys)
    return len(keys)


def redirect_requests(keys, agency):
    """Open requests to change these commitments are decided by the level above the agency that owes them now."""
    requests = ChangeRequest.objects.filter(commitment__in=keys, state="proposed").values("pk")
    limits = Deadline.objects.live().filter(content_type=ContentType.objects.get_for_model(ChangeRequest), object_id__in=requests)
    deadlines.move_to(limits, deciding_agency_of(agency))
