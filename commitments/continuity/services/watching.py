"""The watch: whatever a live commitment names of an agency that is dissolved, or that has lost all its people, goes to one that can answer."""

import logging

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.changes.models import ChangeRequest
from commitments.continuity.models import Reassignment
from commitments.continuity.queries import limits_of_the_wing, orphaning, receivers
from commitments.continuity.registry import holdings, watching
from commitments.continuity.services.handovers import draw_up_handovers
from commitments.continuity.services.moving import move, together
from commitments.register.models import Commitment, Participation
from commitments.register.parts import lock
from commitments.register.public import publish_commitments
from commitments.register.queries import supervision_office_id
from core.accounts.actor import Actor
from core.deadlines import services as deadlines
from core.duties.services import release_tasks_of_the_gone
from core.events import names
from core.events.services import emit_many
from core.texts import in_the_portals_language

logger = logging.getLogger(__name__)

CHUNK = 500
WATCH = Actor.system("continuity")
Cause, Route = Reassignment.Cause, Reassignment.Route


def watch(*, at=None):
    """Everything that a reorganisation, a term that ended or somebody who left may have made nobody's, on the day `at` (default today)."""
    reassign_orphans(at=at)
    release_tasks_of_the_gone(by=WATCH)
    draw_up_handovers(at=at)
    for look in watching():
        look(at)


def reassign_orphans(*, at=None):
    """Pass on what agencies owe that are dissolved on the day `at`, or have lost all their people. Returns how many commitments went.

    Chunks of 500, one transaction each. What was passed on names the old agency no more, so that a run that is repeated, or killed and begun
    again, passes on nothing twice. One agency that fails stops no other; the next run tries it again.
    """
    at, moved = at or timezone.localdate(), 0
    orphaned = orphaning(at)
    found = receivers(orphaned, at)
    for agency in orphaned.keys() - found.keys():
        logger.error("nobody can answer for what agency %s owes: name a successor, or give somebody the role of a supervisor", agency.pk)
    for agency, (receiver, route) in found.items():
        try:
            moved += pass_on(agency, receiver, cause=orphaned[agency], route=route, at=at)
        except Exception:
            logger.exception("passing on what agency %s owes failed", agency.pk)
    return moved


@in_the_portals_language
def pass_on(agency, receiver, *, cause, route, at):
    words = {"agency": agency.name, "cause": Cause(cause).label, "route": Route(route).label, "receiver": receiver.name}
    reason = _("%(agency)s：%(cause)s，由%(receiver)s承接（%(route)s）。期限不变。") % words
    moved = 0
    while count := pass_on_chunk(agency, receiver, cause=cause, route=route, reason=reason, at=at):
        moved += count
    while replace_sharing_chunk(agency, receiver, reason=reason, at=at):
        pass
    for holding in holdings():
        while holding.rest(agency, receiver):
            pass
    redirect_limits(agency, receiver)
    return moved


@transaction.atomic
def pass_on_chunk(agency, receiver, *, cause, route, reason, at):
    owed = Commitment.objects.unfinished().filter(agency=agency)
    keys = list(owed.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    if not keys:
        return 0
    # the first chunk tells the receiver of all that comes, in the transaction in which the first of it comes
    told = Reassignment.objects.filter(from_agency=agency, agency=receiver, moved_on=at).exists()
    arrived = 0 if told else owed.count()
    way = {"cause": cause, "route": route, "reason": reason, "at": at, "by": WATCH}
    return move(together(keys), before=agency, after=receiver, arrived=arrived, **way)


@transaction.atomic
def replace_sharing_chunk(agency, receiver, *, reason, at):
    """Where the agency leads or cooperates beside another one, the receiver takes its place, unless it takes part already."""
    shared = Participation.objects.filter(agency=agency, commitment__state__in=Commitment.UNFINISHED)
    keys = lock_keys(shared.order_by("commitment").values_list("commitment", flat=True)[:CHUNK])
    if not keys:
        return 0
    rows = Participation.objects.filter(agency=agency, commitment__in=keys)
    there = set(Participation.objects.filter(agency=receiver, commitment__in=keys).values_list("commitment", flat=True))
    there |= set(Commitment.objects.filter(pk__in=keys, agency=receiver).values_list("pk", flat=True))
    rows.filter(commitment__in=there).delete()
    rows.update(agency=receiver)
    deadlines.replace_sharing(model=Commitment, primary_keys=keys, gone=agency, instead=receiver, already=there)
    told = {"before": agency.name, "after": receiver.name, "reason": reason, "on": at, "shares": True}
    emit_many(names.COMMITMENT_REASSIGNED, model=Commitment, rows=[(key, told) for key in keys], by=WATCH)
    publish_commitments(keys)
    return len(keys)


def lock_keys(keys):
    return [one.pk for one in lock(list(keys))]


@transaction.atomic
def redirect_limits(agency, receiver):
    """What is left: limits by which the agency had to verify or decide on commitments of others."""
    left = limits_of_the_wing().filter(agency=agency)
    kind = ContentType.objects.get_for_model(ChangeRequest)
    own = ChangeRequest.objects.filter(commitment__agency=receiver).values("pk")
    deadlines.move_to(
        left.filter(content_type=kind, object_id__in=own), supervision_office_id() or receiver.pk
    )  # nobody decides on the own
    deadlines.move_to(left, receiver.pk)
