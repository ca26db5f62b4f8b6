"""More time for a problem, by who assigns problems, as far as rule data allows."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.changes.limits import counts_working_days
from commitments.projects.models import Problem
from commitments.projects.queries import live_limits
from commitments.projects.services.problems import SOLVE_RULE, locked
from commitments.register.public import publish_commitments
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.pages.words import day
from core.rules.models import Rule
from core.texts import checked_reason


def most_extension(limit):
    """In working days, of all extensions together: what the limit's own rule says, else that of the rule for solving, which a named day has
    not. 0 where none is allowed, also where the rule counts in something else."""
    own = limit.rule.extension_limit
    most = own if own is not None else Rule.objects.in_force(SOLVE_RULE).extension_limit
    return (most or 0) if counts_working_days(limit) else 0


def why_not_extend(problem, by):
    """(code, sentence) that says why the limit for solving is not extended by this actor now; empty if nothing is against it."""
    if not (by.has(*Problem.ASSIGNERS) or problem.is_led_by(by)):
        return "refused", _("解决期限由督查人员或者牵头领导批准延长。")
    if problem.solver_id in by.agency_ids and not problem.is_led_by(by):
        return "refused", _("解决单位不能给自己延长期限，由牵头领导或者其他单位的督查人员批准。")
    limit = problem.limit()
    if problem.state != Problem.State.ASSIGNED or limit is None:
        return "no_such_step", _("问题“%(state)s”，没有在计算的解决期限。") % {"state": problem.get_state_display()}
    if limit.state == "overdue" or limit.due_on < timezone.localdate():
        return "limit_missed", _("期限已经过了，不能再延长。")
    most = most_extension(limit)
    if limit.extension >= most:
        words = _("规则“%(rule)s”最多延长%(most)d个工作日，已经延长%(done)d个。")
        rule = Rule.objects.in_force(SOLVE_RULE)
        return "may_not_extend", words % {"rule": rule.name, "most": most, "done": limit.extension}
    return ()


def check_may_extend(problem, by):
    """Raises DomainError("refused", "no_such_step", "limit_missed", "may_not_extend")."""
    if why := why_not_extend(problem, by):
        raise DomainError(*why)


@transaction.atomic
def extend_problem(*, problem, amount, reason, by):
    """Lengthen the limit for solving by `amount` working days, before it has passed. The public reads the reason beside the day.

    Raises DomainError: what check_may_extend() raises, "words_missing", "extension_too_long", "after_the_project".
    """
    problem, reason = locked(problem, "assigned"), checked_reason(reason, needed=True)
    check_may_extend(problem, by)
    (limit,) = live_limits(problem, Problem.SOLVE)
    check_within_project(problem.commitment, limit, amount)
    try:
        deadlines.extend(deadline=limit, amount=amount, reason=reason[:300], approved_by=by, most=most_extension(limit))
    except DomainError as error:
        raise DomainError(error.code, error.message, field="amount") from error
    emit(names.PROBLEM_EXTENDED, subject=problem, by=by, amount=amount, reason=reason)
    publish_commitments([problem.commitment_id])
    return problem


def check_within_project(commitment, limit, amount):
    """As when the day is named: a problem is solved before its project is due, unless that day has passed."""
    whole, later = commitment.deadline, deadlines.due_if_extended(limit, amount)
    if whole and whole.due_on and timezone.localdate() <= whole.due_on < later:
        words = _("延长以后是%(later)s，晚于项目自己的期限%(day)s。请先依法变更项目的期限。")
        raise DomainError("after_the_project", words % {"later": day(later), "day": day(whole.due_on)}, field="amount")
