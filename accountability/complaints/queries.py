"""Reads that more than one page needs, and what waits for whom."""

from django.utils.translation import gettext as _

from accountability.complaints.models import SUPERVISION, Clue
from core.accounts.models import Membership, Role
from core.directory.models import Agency
from core.errors import DomainError


def supervising_agency():
    """The agency whose supervisors look at clues (督查室). Raises DomainError("no_supervisor") while nobody has the role."""
    held = Membership.objects.in_force().filter(role=Role.SUPERVISOR).values("agency_id")
    agency = Agency.objects.active().filter(pk__in=held).order_by("pk").first()
    if agency is None:
        raise DomainError("no_supervisor", _("还没有督查人员，线索没有人初核。请系统管理员先给一个账号督查人员的角色。"))
    return agency


def to_triage(actor):
    """Open clues that the actor can decide."""
    if not actor.has(*SUPERVISION):
        return Clue.objects.none()
    return Clue.objects.visible_to(actor.user).filter(state=Clue.State.OPEN)


def for_lists():
    return Clue.objects.select_related("agency").prefetch_related("deadlines")


def for_pages():
    return Clue.objects.select_related("agency", "opened_by", "missed__rule").prefetch_related(
        "missed__pauses", "deadlines__rule", "deadlines__pauses"
    )


def other_agencies(actor):
    """Agencies about which the actor may register a clue."""
    return Agency.objects.active().exclude(pk__in=actor.agency_ids)


def case_of(clue, user):
    """The case that was made of it, for those who may see it."""
    case = getattr(clue, "case", None)
    return case and type(case).objects.visible_to(user).filter(pk=case.pk).first()
