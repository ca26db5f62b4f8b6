"""The number beside 待办 in the navigation."""

from core.accounts.actor import Actor
from portal.work.queries import mine

MOST = 99


def waiting(request):
    """How many live deadlines are the reader's own task; no more than 99 are counted."""
    return mine(Actor.of(request.user)).order_by()[:MOST].count() if request.user.is_authenticated else 0
