"""Projects, stages and problems as staff pages show them."""

from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.projects.additions import standing
from commitments.projects.models import Problem
from commitments.register import shown as register_shown
from commitments.register.models import Commitment
from core.events import names
from core.events.models import Event
from core.pages.course import course
from core.pages.parts import Action, Entry, Fact, Mark, Moment
from core.pages.words import day, mark_of

HISTORY = 60  # moments on the page of a project
STEP_PAGES = {
    ("raised", "assigned"): "problem_assign",
    ("assigned", "solved"): "problem_solve",
    ("assigned", "raised"): "problem_return",
    ("solved", "closed"): "problem_confirm",
    ("solved", "assigned"): "problem_send_back",
    ("raised", "withdrawn"): "problem_withdraw",
    ("assigned", "withdrawn"): "problem_withdraw",
}
TOLD = (names.PROBLEM_RAISED, names.PROBLEM_EXTENDED, names.STATE_CHANGED)
NEVER_FIRST = ("problem_withdraw", "problem_return")


def problem_mark(problem):
    state, mark = standing(problem, problem.limit() if problem.solver_id else None)
    return Mark(mark, state)


def problem_limit(problem):
    """The limit that counts for the step that comes next."""
    purposes = {"raised": Problem.ASSIGN, "solved": Problem.CONFIRM}
    return problem.limit(purposes.get(problem.state, Problem.SOLVE))


def due_on(problem):
    limit = problem_limit(problem)
    return limit and limit.due_on


def due_mark(problem):
    limit = problem_limit(problem)
    return mark_of(limit) if limit and limit.state in limit.LIVE else None


def why(commitment):
    """Where the day of a project or stage is explained: on the public page, which every reader of the board may open."""
    return register_shown.public_why(commitment)


def why_of_problem(problem):
    """That of a problem its own page explains."""
    return problem.get_absolute_url() if problem_limit(problem) else ""


def open_problems(project):
    return project.open_problems or ""


def overdue_problems(project):
    return Mark("bad", str(project.overdue_problems)) if project.overdue_problems else ""


def leader(project):
    return project.extra.get("leader", "")


class Stage(NamedTuple):
    """A stage as a row of the page; `present`: it is the first that is not finished."""

    name: str
    url: str
    agency: str
    due_on: Any
    why: str
    mark: Any
    percent: str
    state: Mark
    present: bool


def stages(rows, seen):
    """`seen`: primary keys of the stages whose staff page the reader may open; of the others the public page is linked."""
    present = next((one.pk for one in rows if one.state in Commitment.UNFINISHED), None)
    return [
        Stage(
            name_of(one),
            one.get_absolute_url() if one.pk in seen else reverse("public_commitment", args=[one.pk]),
            one.agency.short_name,
            register_shown.due_day(one),
            why(one),
            register_shown.deadline_mark(one) if one.state in Commitment.UNFINISHED else None,
            register_shown.percent(one),
            register_shown.state_mark(one),
            one.pk == present,
        )
        for one in rows
    ]


def name_of(stage):
    return stage.extra.get("stage") or stage.title


class Row(NamedTuple):
    """A problem as a row of the project's page."""

    problem: Any
    stage: str
    due_on: Any
    mark: Any
    state: Mark


def problems(rows):
    return [Row(one, name_of(one.stage) if one.stage else "", due_on(one), due_mark(one), problem_mark(one)) for one in rows]


def facts(project, lead, vacant):
    shown = [
        Fact(_("责任单位"), project.agency.name, "", project.agency.get_absolute_url()),
        Fact(_("牵头领导"), *lead_words(project, lead, vacant)),
        Fact(_("计划投资（万元）"), project.extra.get("investment", "")),
        Fact(_("进度"), f"{project.percent}%"),
    ]
    return [fact for fact in shown if fact.value not in ("", None)]


def lead_words(project, lead, vacant):
    if vacant:
        return Mark("bad", _("待明确")), vacant.ended_because
    if lead is None:
        return leader(project), _("只登记了职务")
    person = lead.civil_servant
    since = _("%(day)s起") % {"day": day(lead.starts_on)}
    return lead.post, _("%(name)s，%(since)s") % {"name": person, "since": since} if person else since


def problem_facts(problem):
    shown = [
        Fact(_("提出"), problem.agency.short_name, f"{problem.raised_by}"),
        Fact(_("哪个阶段"), name_of(problem.stage) if problem.stage else ""),
        Fact(_("解决单位"), problem.solver.name if problem.solver else ""),
        Fact(_("由谁协调"), problem.get_level_display()),
    ]
    return [fact for fact in shown if fact.value]


def actions(problem, steps):
    """What the reader can do; what only ends the matter is never the first."""
    found = [(STEP_PAGES[step.source, step.target], step.label) for step in steps if (step.source, step.target) in STEP_PAGES]
    found.sort(key=lambda one: one[0] in NEVER_FIRST)
    links = [(reverse(name, args=[problem.pk]), label, name) for name, label in found]
    return [Action(label, url, primary=position == 0 and name not in NEVER_FIRST) for position, (url, label, name) in enumerate(links)]


def extending(problem):
    return Action(_("延长期限"), reverse("problem_extend", args=[problem.pk]))


def how_far(problem, most):
    """What the form says of the rule before somebody approves more time."""
    limit = problem.limit()
    words = {"day": day(limit.due_on), "most": most, "done": limit.extension}
    return (
        _(
            "现在应于%(day)s前解决。累计最多延长%(most)d个工作日，已经延长%(done)d个；期限过了不能再延长。理由会公开，不要写个人、企业的名称。"
        )
        % words
    )


def moments_of_problem(problem):
    return [
        *course(problem, {names.PROBLEM_EXTENDED: _("延长解决期限")}),
        Moment(problem.raised_at, _("%(name)s提出") % {"name": problem.raised_by}, problem.agency.name),
    ]


def waiting(rows):
    return [Entry(one.title, one.get_absolute_url(), [problem_mark(one)], due_on(one), why=why_of_problem(one)) for one in rows]


def moments(project, rows, leads):
    """What happened to the problems and who led, newest first; two statements beside those of the page."""
    titles = {one.pk: one.title for one in rows}
    labels = {(step.source, step.target): step.label for step in Problem.STEPS}
    kind = ContentType.objects.get_for_model(Problem)
    events = Event.objects.filter(content_type=kind, object_id__in=titles, name__in=TOLD)
    told = [problem_moment(event, titles[event.object_id], labels) for event in events.select_related("user").order_by("-id")[:HISTORY]]
    for lead in leads:
        told.append(Moment(lead.created_at, _("%(name)s登记牵头领导：%(post)s") % {"name": lead.named_by, "post": lead.post}, lead.reason))
    return sorted(told, key=lambda moment: moment.at, reverse=True)[:HISTORY]


def problem_moment(event, title, labels):
    target = event.payload.get("target")
    plain = {names.PROBLEM_RAISED: _("提出问题"), names.PROBLEM_EXTENDED: _("延长解决期限")}
    what = labels[event.payload["source"], target] if target else plain[event.name]
    words = {"who": event.user or _("系统"), "what": what, "title": title}
    return Moment(event.created_at, _("%(who)s：%(what)s（%(title)s）") % words, event.payload.get("reason", ""))


def term_of(lead):
    """由谁牵头 from when to when, for the side of the page."""
    words = {"since": day(lead.starts_on), "until": day(lead.ends_on)}
    term = (_("%(since)s至%(until)s") if lead.ends_on else _("%(since)s至今")) % words
    name = lead.civil_servant or ""
    return Fact(f"{lead.post} {name}".strip(), term, lead.ended_because)
