"""Taking what arrived, and giving to another agency what the own one holds in trust. Many at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.continuity import queries
from commitments.continuity.models import Reassignment
from commitments.continuity.services.moving import move, together
from core.accounts.models import Role
from core.directory.models import Agency
from core.errors import DomainError
from core.states.services import transition_many
from core.texts import checked_reason

Cause, Route = Reassignment.Cause, Reassignment.Route


def check_may_take(by):
    """Raises DomainError("refused")."""
    if not by.has(Role.AGENCY_REVIEWER, Role.SUPERVISOR):
        raise DomainError("refused", _("接手由现责任单位的审核人办理，督查部门代管的由督查人员办理。"))


def check_may_assign(by):
    """Raises DomainError("refused")."""
    if not by.has(Role.AGENCY_REVIEWER, Role.SUPERVISOR):
        raise DomainError("refused", _("承接单位由代管的上级机构的审核人或者督查人员指定。"))


@transaction.atomic
def take(*, chosen, by):
    """A reviewer says that the own agency has taken these commitments on (primary keys of reassignments); it was responsible before, too.

    What somebody else took or passed on meanwhile is left out. Raises DomainError("refused", "nothing_chosen"). Returns how many were taken.
    """
    check_may_take(by)
    keys = list(queries.to_take(by).filter(pk__in=chosen).values_list("pk", flat=True))
    waiting = Reassignment.objects.filter(pk__in=keys)
    taken = transition_many(waiting, source="waiting", to="taken", by=by, taken_by=by.user, taken_at=timezone.now())
    if not taken:
        raise nothing_chosen()
    return len(taken)


@transaction.atomic
def assign(*, chosen, agency, reason, by):
    """Give these commitments to the agency, which is responsible from this moment. The reason is public, and their limits stay.

    Debts pass with all their instalments. Raises DomainError("refused", "nothing_chosen", "bad_agency" (not one that the actor may choose, or
    responsible already), "words_missing"). Returns how many went.
    """
    check_may_assign(by)
    reason = checked_reason(reason, needed=True)
    if not queries.may_get(by).filter(pk=agency.pk).exists():
        raise DomainError("bad_agency", _("请选择现有的、有人办事的单位；上级机构只能交给所属的单位。"), field="agency")
    rows = queries.to_assign(by).filter(pk__in=chosen).select_related("agency").order_by("agency", "pk")
    groups = {}
    for row in rows:
        groups.setdefault(row.agency, []).append(row.commitment_id)
    if agency in groups:
        raise DomainError("bad_agency", _("选中的承诺里有%(agency)s已经负责的，请另选单位。") % {"agency": agency}, field="agency")
    locked = together([key for keys in groups.values() for key in keys])
    count = sum(given(locked, before, agency, reason, by) for before in groups)
    if not count:
        raise nothing_chosen()
    return count


def given(keys, before, after, reason, by):
    way = {"cause": Cause.ASSIGNED, "route": Route.NAMED, "reason": reason, "at": timezone.localdate(), "by": by}
    return move(keys, before=before, after=Agency.objects.get(pk=after.pk), arrived=len(keys), **way)


def nothing_chosen():
    return DomainError("nothing_chosen", _("请至少选一项还在等待接手的承诺；别人刚办过的已不在列。"), field="chosen")
