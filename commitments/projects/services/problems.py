"""A problem's way: raised, assigned to whom can solve it by a day, solved, confirmed by another; or sent back, returned, taken back.

The limit for solving is held while somebody else looks whether it is solved: who solved in time is not late because others are slow.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.projects.models import KIND, Problem, ProjectLead
from commitments.projects.queries import led_by, live_limits, present_lead, taking_part
from commitments.projects.services.rows import check_is_open, limit_of, locked_project, office_or
from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from commitments.register.services import check_state
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.deadlines.services import Limit
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import transition, transition_many
from core.texts import checked_words, in_the_portals_language

SOLVE_RULE, ASSIGN_RULE, CONFIRM_RULE = "problem_solve", "problem_assign", "problem_confirm"
FIXED_RULE = "document_date"
LONGEST_TITLE, LONGEST_TEXT = 100, 5_000


def raising_agency_id(commitment, by):
    """The agency for which the actor raises problems of the project: one that takes part, the supervision office, the leader's. None: may not."""
    part = taking_part(commitment)
    own = [agency for role, agency in by.memberships if role in Problem.RAISERS and (agency in part or role in Problem.ASSIGNERS)]
    if own:
        return min(own)
    return present_lead(commitment).civil_servant.agency_id if led_by(by, commitment) else None


def check_may_raise(commitment, by):
    """Raises DomainError("refused", "not_a_project", "not_open")."""
    if raising_agency_id(commitment, by) is None:
        raise DomainError("refused", _("问题由参与单位的经办人、审核人，督查人员或者牵头领导提出。"))
    check_is_open(commitment)


def may_raise(commitment, by):
    return commitment.state in Commitment.UNDERWAY and raising_agency_id(commitment, by) is not None


@transaction.atomic
def raise_problem(*, commitment, title, text, by, stage=None, files=()):
    """Say what keeps the project (or one of its stages) from going on. The public reads the title, nobody else than staff the rest.

    Raises DomainError: "refused", "not_a_project", "not_open", "bad_stage", "words_missing", "words_too_long", and what attach() raises.
    """
    commitment = locked_project(commitment)
    check_may_raise(commitment, by)
    if stage and (stage.whole_id != commitment.pk or stage.state not in Commitment.UNDERWAY):
        raise DomainError("bad_stage", _("选择这个项目里还没有办完的阶段。"), field="stage")
    problem = Problem.objects.create(
        commitment=commitment,
        stage=stage,
        title=checked_words(title, field="title", label=_("问题"), most=LONGEST_TITLE),
        text=checked_words(text, field="text", label=_("具体情况"), most=LONGEST_TEXT),
        agency_id=raising_agency_id(commitment, by),
        raised_by=by.user,
    )
    attach(subject=problem, files=files, by=by)
    emit(names.PROBLEM_RAISED, subject=problem, by=by)
    wait_for_assignment(problem)
    publish_commitments([commitment.pk])
    return problem


@in_the_portals_language
def wait_for_assignment(problem):
    title = _("分派问题：%(title)s") % {"title": problem.title}
    deadlines.start_many([limit_of(problem, Problem.ASSIGN, title, office_or(problem.commitment.agency_id), ASSIGN_RULE)])


@in_the_portals_language
def wait_for_confirmation(problem):
    """Whoever raised it looks; nobody confirms what the own agency solved."""
    title = _("确认问题已经解决：%(title)s") % {"title": problem.title}
    own = problem.agency_id == problem.solver_id
    agency_id = office_or(problem.agency_id) if own else problem.agency_id
    deadlines.start_many([limit_of(problem, Problem.CONFIRM, title, agency_id, CONFIRM_RULE)])


@in_the_portals_language
def start_solving(problem, due_on):
    title = _("解决问题：%(title)s") % {"title": problem.title}
    rule = Rule.objects.in_force(FIXED_RULE if due_on else SOLVE_RULE)
    deadlines.start_many([Limit(problem, Problem.SOLVE, title, problem.solver_id, rule, timezone.localdate(), due_on)])


def locked(problem, *states):
    """The problem as it stands now, locked, in one of these states. Raises DomainError("no_such_step")."""
    rows = Problem.objects.select_for_update(no_key=True, of=("self",)).select_related("commitment__kind", "commitment__agency")
    problem = rows.get(pk=problem.pk)
    check_state(problem, *states)
    return problem


def check_may_take(problem, steps, by):
    """Raises DomainError("no_such_step", "refused") where the actor can take none of these steps (pairs of source and target) now."""
    found = [step for step in problem.next_steps() if (step.source, step.target) in steps]
    if not found:
        check_state(problem, *(source for source, _target in steps))
    if why := problem.refusal(found[0], by):
        raise DomainError("refused", why)


def met(problem, purpose, *, by):
    for limit in live_limits(problem, purpose):
        deadlines.meet(deadline=limit, on=timezone.localdate(), by=by)


@transaction.atomic
def assign_problem(*, problem, solver, level, by, due_on=None):
    """Say which agency solves it, by which day (else by the rule), and who coordinates.

    Raises DomainError: "refused", "no_such_step", "bad_agency" (dissolved), "bad_level", "bad_day" (past, or after the project's own day).
    """
    problem = locked(problem, "raised")
    if solver.dissolved_on and solver.dissolved_on <= timezone.localdate():
        raise DomainError("bad_agency", _("%(agency)s已经撤销，请选择承接其职能的单位。") % {"agency": solver}, field="solver")
    if level not in Problem.Level.values:
        raise DomainError("bad_level", _("选择由谁协调。"), field="level")
    check_day(problem.commitment, due_on)
    problem.solver, problem.level = solver, level
    problem.save(update_fields=["solver", "level"])
    transition(problem, to="assigned", by=by)
    met(problem, Problem.ASSIGN, by=by)
    start_solving(problem, due_on)
    publish_commitments([problem.commitment_id])
    return problem


def check_day(commitment, due_on):
    today, limit = timezone.localdate(), commitment.deadline
    last = limit.due_on if limit and limit.due_on and limit.due_on >= today else None
    if due_on and (due_on < today or last and due_on > last):
        raise DomainError("bad_day", _("期限不能早于今天，也不能晚于项目自己的期限。"), field="due_on")


@transaction.atomic
def return_problem(*, problem, reason, by):
    """不属于本单位: the agency gives the problem back to whoever assigns, once. Raises DomainError("refused", "no_such_step", "missing")."""
    problem = locked(problem, "assigned")
    transition(problem, to="raised", by=by, reason=reason)
    stop(problem, by=by, reason=reason)
    problem.returned_by_ids = [*problem.returned_by_ids, problem.solver_id]
    problem.solver, problem.level = None, ""
    problem.save(update_fields=["returned_by_ids", "solver", "level"])
    wait_for_assignment(problem)
    publish_commitments([problem.commitment_id])
    return problem


@transaction.atomic
def solve_problem(*, problem, solution, by, files=()):
    """A clerk of the solving agency says what was done, with evidence. Raises DomainError: "refused", "no_such_step", "words_missing",
    "words_too_long", "evidence_missing"."""
    problem = locked(problem, "assigned")
    solution = checked_words(solution, field="solution", label=_("怎样解决的"), most=LONGEST_TEXT)
    if not files:
        raise DomainError("evidence_missing", _("附上至少一份佐证材料，例如批复、会议纪要、现场照片。"), field="files")
    problem.solution, problem.solved_by, problem.solved_on = solution, by.user, timezone.localdate()
    problem.save(update_fields=["solution", "solved_by", "solved_on"])
    transition(problem, to="solved", by=by, reason=solution)
    attach(subject=problem, files=files, by=by)
    for limit in live_limits(problem, Problem.SOLVE):
        deadlines.hold(deadline=limit)
    wait_for_confirmation(problem)
    publish_commitments([problem.commitment_id])
    return problem


@transaction.atomic
def confirm_problem(*, problem, by):
    """Somebody of the side that raised it, a supervisor or the leader finds it solved, on the day on which the agency said so: in time or late.

    Raises DomainError("refused", "no_such_step"), never by who solved it.
    """
    problem = locked(problem, "solved")
    if by.user == problem.solved_by:  # said in words here; the CHECK holds it, too
        raise DomainError("refused", _("解决和确认不能是同一人。"))
    problem.closed_by = by.user
    problem.save(update_fields=["closed_by"])
    transition(problem, to="closed", by=by)
    met(problem, Problem.CONFIRM, by=by)
    for limit in live_limits(problem, Problem.SOLVE):
        deadlines.meet(deadline=limit, on=problem.solved_on, by=by)
    publish_commitments([problem.commitment_id])
    return problem


@transaction.atomic
def send_back_problem(*, problem, reason, by):
    """It is not solved yet: the limit for solving runs on, and what is overdue by now the next sweep marks."""
    problem = locked(problem, "solved")
    transition(problem, to="assigned", by=by, reason=reason)
    met(problem, Problem.CONFIRM, by=by)
    for limit in live_limits(problem, Problem.SOLVE):
        deadlines.release(deadline=limit)
    publish_commitments([problem.commitment_id])
    return problem


@transaction.atomic
def withdraw_problem(*, problem, reason, by):
    """It was raised by mistake or has gone away. Raises DomainError("refused", "no_such_step", "missing")."""
    problem = locked(problem, "raised", "assigned")
    transition(problem, to="withdrawn", by=by, reason=reason)
    stop(problem, by=by, reason=reason)
    publish_commitments([problem.commitment_id])
    return problem


def stop(problem, *, by, reason):
    for limit in Deadline.objects.of(problem).live().order_by("pk"):
        deadlines.cancel(deadline=limit, by=by, reason=reason)


@transaction.atomic
@in_the_portals_language
def end_with_projects(*, primary_keys, by):
    """What is still open of projects that have ended: their problems need not be solved, and nobody has to be named. Returns how many problems."""
    ended = Commitment.objects.filter(pk__in=primary_keys, kind__code=KIND).exclude(state__in=Commitment.UNFINISHED)
    keys = list(ended.values_list("pk", flat=True))
    return end_problems(keys, by) if keys else 0


def end_problems(projects, by):
    problems, reason, ended = Problem.objects.filter(commitment__in=projects), _("项目已经结束。"), []
    told = {key: {"reason": reason} for key in problems.unsolved().values_list("pk", flat=True)}
    for state in Problem.OPEN:
        ended += transition_many(problems, source=state, to="withdrawn", by=by, payloads=told)
    leads = list(ProjectLead.objects.filter(commitment__in=projects).values_list("pk", flat=True))
    for limit in [*deadlines.live_of(Problem, ended).order_by("pk"), *deadlines.live_of(ProjectLead, leads).order_by("pk")]:
        deadlines.cancel(deadline=limit, by=by, reason=reason)
    if ended:
        publish_commitments(projects)
    return len(ended)
