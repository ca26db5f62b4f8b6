"""What waits for whom."""

from core.accounts.models import Role
from disclosure.items.models import CHECKERS, WRITERS, Item


def agencies_where(actor, roles):
    """Primary keys of the agencies in which the actor holds one of the roles."""
    return {agency_id for role, agency_id in actor.memberships if role in roles}


def to_write(actor):
    """Drafts that the actor can finish."""
    return Item.objects.filter(state=Item.State.DRAFT, agency_id__in=agencies_where(actor, WRITERS))


def to_review(actor):
    """Items in review that the actor can decide: of the own agency, and written by others."""
    waiting = Item.objects.filter(state=Item.State.IN_REVIEW, agency_id__in=agencies_where(actor, CHECKERS))
    return waiting.exclude(writer_ids__contains=[actor.user.pk]) if actor.is_person else waiting.none()


def waiting_for(actor):
    """Everything in this room that waits for the actor."""
    return to_write(actor) | to_review(actor)


def may_write(actor):
    return actor.has(Role.CLERK, Role.AGENCY_REVIEWER)
