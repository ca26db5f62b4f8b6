"""What moves the limit of a case: an excluded time (第四十五条), and an extension (第四十二条)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.cases import limits
from commitments.cases.limits import DECIDING, HEARING, live_of, locked
from commitments.cases.models import ServiceCase
from commitments.cases.services.accepting import check_state
from commitments.items.services import JOINT
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.states.services import transition
from core.texts import checked_reason, in_the_portals_language

PauseKind = ServiceCase.PauseKind


@transaction.atomic
def pause_case(*, case, kind, reason, by) -> ServiceCase:
    """The time of a hearing, test, appraisal … does not count; it begins tomorrow and ends with the day on which `resume_case` is called.

    The applicant reads kind and reason on the page of the code. A hearing has a limit of its own (第四十七条).
    Raises DomainError: "bad_kind", "may_not_pause", "no_such_step", "refused", "missing", "limit_missed".
    """
    case, reason, today = locked(case), checked_reason(reason), timezone.localdate()
    if kind not in PauseKind.values:
        raise DomainError("bad_kind", _("选择为什么中止计时。"), field="kind")
    transition(case, to="paused", by=by, reason=reason, kind=kind)
    running = [deadline for deadline in live_of(case, *DECIDING) if deadline.state == "running" and deadline.due_on >= today]
    if not running:
        raise DomainError("limit_missed", _("期限已经届满，不能再中止计时。"))
    why = told(kind, reason)
    for deadline in running:
        deadlines.pause(deadline=deadline, asked_on=today, reason=why[:300], by=by)
    if kind == PauseKind.HEARING and case.guide.is_licence:
        limits.start_hearing(case, on=today, by=by)
    return case


@in_the_portals_language
def told(kind, reason):
    return _("%(kind)s：%(reason)s") % {"kind": PauseKind(kind).label, "reason": reason}


@transaction.atomic
def resume_case(*, case, by) -> ServiceCase:
    """What was waited for is over today; the clock runs again from tomorrow. Raises DomainError("refused", "no_such_step")."""
    case, today = locked(case), timezone.localdate()
    check_state(case, ServiceCase.State.PAUSED)
    transition(case, to="accepted", by=by)
    for deadline in live_of(case, *DECIDING):
        if deadline.state == "paused":
            deadlines.resume(deadline=deadline, answered_on=today, by=by)
    limits.meet(case, HEARING, on=today, by=by)
    return case


def why_not_extend(case, by):
    """A sentence that says why the actor may not extend the limit of the case; empty if nothing is against it."""
    if case.state not in (ServiceCase.State.ACCEPTED, ServiceCase.State.PROPOSED):
        return _("只有办理中的件可以延长期限。")
    if case.guide.rule_code == JOINT:
        if by.has(Role.AGENCY_REVIEWER, agency=case.agency.parent_id or 0) or by.has(Role.SUPERVISOR):
            return ""
        return _("并联审批的期限由本级人民政府负责人批准延长，在系统里由上级单位的审核人或者督查人员办理。")
    return "" if by.has(Role.AGENCY_REVIEWER, agency=case.agency_id) else _("期限由本机关负责人批准延长，在系统里由本单位的审核人办理。")


def check_may_extend(case, by):
    if why := why_not_extend(case, by):
        raise DomainError("refused", why)


@transaction.atomic
def extend_case(*, case, amount, reason, by) -> ServiceCase:
    """Lengthen the limit by `amount` working days, before it has passed, as far as the rule allows (10, or 15 for a parallel approval).

    The promised and the statutory limit grow alike. The applicant reads the reason.
    Raises DomainError: "refused", "limit_missed", "may_not_extend", "extension_too_long", "words_missing".
    """
    case, reason = locked(case), checked_reason(reason, needed=True)
    check_may_extend(case, by)
    live = live_of(case, *DECIDING)
    if any(deadline.state == "overdue" or deadline.due_on < timezone.localdate() for deadline in live):
        raise DomainError("limit_missed", _("期限已经届满，不能再延长。"))
    for deadline in live:
        deadlines.extend(deadline=deadline, amount=amount, reason=reason[:300], approved_by=by)
    emit(names.SERVICE_EXTENDED, subject=case, by=by, amount=amount, reason=reason)
    return case
