"""Which agencies can answer for their commitments no longer, and who answers instead."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from commitments.changes.models import ChangeRequest
from commitments.continuity.models import Reassignment
from commitments.continuity.registry import holdings
from commitments.register.models import Commitment, Participation
from commitments.register.queries import supervision_office_id
from commitments.urging.models import Urge
from core.accounts.models import Membership, Role
from core.deadlines.models import Deadline
from core.directory.models import Agency, Tenure

Cause, Route = Reassignment.Cause, Reassignment.Route


def orphaning(at):
    """{agency: cause} of those that a live commitment still names on the day `at` although they are dissolved by then or have lost all
    their people. One statement.

    An agency that never had an account or a head has lost nobody: its duties stay its own.
    """
    staff = Membership.objects.filter(agency=OuterRef("pk"), starts_on__lte=at)
    heads = Tenure.objects.filter(agency=OuterRef("pk"), began_on__lte=at)
    had = Exists(staff) | Exists(heads)
    has = Exists(staff.in_force(at).filter(user__is_active=True)) | Exists(heads.in_office(at))
    rows = Agency.objects.filter(named()).filter(Q(dissolved_on__lte=at) | had & ~has).order_by("pk")
    return {one: Cause.DISSOLVED if one.dissolved_on and one.dissolved_on <= at else Cause.DESERTED for one in rows}


def named():
    """The condition that a live commitment, what it stands for or a limit about it names the agency."""
    own = Commitment.objects.unfinished().filter(agency=OuterRef("pk"))
    shared = Participation.objects.filter(agency=OuterRef("pk"), commitment__state__in=Commitment.UNFINISHED)
    limits = limits_of_the_wing().filter(agency=OuterRef("pk"))
    found = Exists(own) | Exists(shared) | Exists(limits)
    for holding in holdings():
        found |= Q(pk__in=holding.agencies())
    return found


def limits_of_the_wing():
    """Live limits about commitments, urges and requests to change them: fulfilling, reporting, verifying, answering, deciding."""
    kinds = ContentType.objects.get_for_models(Commitment, Urge, ChangeRequest).values()
    return Deadline.objects.live().filter(content_type__in=kinds)


def receivers(orphaned, at):
    """{agency: (receiving agency, route)}: along the successors to the first that can answer on the day `at`; where they end, the superior;
    at the top, the supervision office. An agency for which there is none of them is left out. `orphaned`: what orphaning() gave."""
    agencies = {one.pk: one for one in Agency.objects.all()}
    unusable = {one.pk for one in orphaned} | deserted(at)
    usable = {key for key, one in agencies.items() if exists(one, at)} - unusable
    office = supervision_office_id()
    last = (agencies[office], Route.SUPERVISION) if office in usable else None
    found = {one: walk(one, agencies, usable, at) or last for one in orphaned}
    return {one: place for one, place in found.items() if place and place[0] != one}


def deserted(at):
    """Primary keys of the agencies that once had people and have none on the day `at`, whether or not they owe anything."""
    ever = set(Membership.objects.filter(starts_on__lte=at).values_list("agency", flat=True))
    ever |= set(Tenure.objects.filter(began_on__lte=at).values_list("agency", flat=True))
    now = set(Membership.objects.in_force(at).filter(user__is_active=True).values_list("agency", flat=True))
    return ever - now - set(Tenure.objects.in_office(at).values_list("agency", flat=True))


def exists(agency, at):
    return (agency.founded_on is None or agency.founded_on <= at) and (agency.dissolved_on is None or agency.dissolved_on > at)


def walk(agency, agencies, usable, at):
    """(agency, route) of the first that can answer; None where the way ends or turns in a circle. Only a dissolved agency has a successor."""
    seen = {agency.pk}
    while True:
        follows = agency.successor_id if not exists(agency, at) and agency.successor_id not in seen else None
        route, key = (Route.SUCCESSOR, follows) if follows else (Route.SUPERIOR, agency.parent_id)
        if key is None or key in seen:
            return None
        agency = agencies[key]
        if key in usable:
            return agency, route
        seen.add(key)


def with_parts(reassignments):
    return reassignments.select_related("commitment", "from_agency", "agency", "taken_by").prefetch_related("commitment__deadlines__rule")


def reviewed_by(actor):
    return [agency for role, agency in actor.memberships if role == Role.AGENCY_REVIEWER]


def to_take(actor):
    """The waiting reassignments that the actor may take for the agency that got them."""
    waiting = Reassignment.objects.waiting()
    own = Q(agency__in=reviewed_by(actor))
    return waiting.filter(own | Q(route=Route.SUPERVISION)) if actor.has(Role.SUPERVISOR) else waiting.filter(own)


def to_assign(actor):
    """The waiting reassignments that the actor may give to another agency: what the own agency holds in trust; supervisors, all."""
    waiting = Reassignment.objects.waiting()
    if actor.has(Role.SUPERVISOR):
        return waiting
    return waiting.filter(agency__in=reviewed_by(actor), route__in=Reassignment.IN_TRUST)


def may_get(actor):
    """The agencies to which the actor may give them: for a superior those below it; for supervisors all. They exist and have not lost their
    people today."""
    rows = Agency.objects.active().exclude(pk__in=deserted(timezone.localdate()))
    if actor.has(Role.SUPERVISOR):
        return rows
    below = Q(pk__in=[])
    for agency in Agency.objects.filter(pk__in=reviewed_by(actor)):
        below |= Q(pk__in=Agency.objects.under(agency).values("pk"))
    return rows.filter(below)
