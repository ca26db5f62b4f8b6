"""Reads that more than one page needs, and what waits for whom."""

from datetime import timedelta

from django.db.models import F, Q

from accountability.cases.models import Case, Ground, Measure
from accountability.complaints.models import SUPERVISION, Clue
from core.accounts.models import Membership, User
from core.directory.models import CivilServant
from core.search.models import PublicEntry


def to_investigate(actor):
    """Cases that the actor handles and that have no finding yet."""
    return mine(actor).filter(Q(state=Case.State.OPEN) | Q(state=Case.State.INVESTIGATING, finding=""))


def to_decide(actor):
    """Cases with a finding that the actor can decide: neither opened nor investigated by the actor."""
    waiting = mine(actor).filter(state=Case.State.INVESTIGATING).exclude(finding="")
    return waiting.exclude(opened_by=actor.user).exclude(found_by=actor.user)


def waiting_for(actor):
    """Everything in this room that waits for the actor."""
    return to_investigate(actor) | to_decide(actor)


def mine(actor):
    return Case.objects.visible_to(actor.user) if actor.has(*SUPERVISION) else Case.objects.none()


def for_lists():
    return Case.objects.select_related("agency", "ground", "measure")


def for_pages():
    return Case.objects.select_related("agency", "ground", "measure", "clue", "respondent", "opened_by", "found_by", "decided_by")


def clues_to_open():
    return Clue.objects.select_related("agency")


def grants_of(case):
    """The grants of the case, the latest first, each with `last_day`: a grant expires at 24:00 of that day."""
    rows = case.grants.select_related("user", "granted_by").order_by("-granted_at", "-pk")
    return rows.annotate(last_day=F("expires_at") - timedelta(seconds=1))


def grounds():
    return Ground.objects.filter(is_active=True)


def measures():
    return Measure.objects.filter(is_active=True)


def respondents(agency_id):
    """Civil servants of the agency who can be named."""
    return CivilServant.objects.filter(agency_id=agency_id, left_on=None)


def possible_handlers(case):
    """Supervisors and inspectors who do not handle the case yet and are not excluded from it."""
    held = Membership.objects.in_force().filter(role__in=SUPERVISION).values("user_id")
    return User.objects.filter(is_active=True, pk__in=held).exclude(pk__in=case.excluded() | case.handler_ids())


def public_cases():
    return PublicEntry.objects.of_kind(PublicEntry.Kind.CASE).select_related("agency")
