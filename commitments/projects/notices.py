"""Who is told of a problem and of the leader: those who have to do the next thing, never who did the last."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.projects.models import Problem, ProjectLead
from commitments.register.models import Commitment
from core.accounts.models import Role
from core.events import names
from core.notices.about import drafts, rows_about
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft

TOLD = {
    ("raised", "assigned"): gettext_lazy("请解决问题：%(title)s"),
    ("assigned", "raised"): gettext_lazy("问题被退回，请重新分派：%(title)s"),
    ("assigned", "solved"): gettext_lazy("请确认问题已经解决：%(title)s"),
    ("solved", "assigned"): gettext_lazy("问题没有解决，继续办理：%(title)s"),
    ("solved", "closed"): gettext_lazy("问题已经解决：%(title)s"),
    ("raised", "withdrawn"): gettext_lazy("问题已撤回：%(title)s"),
    ("assigned", "withdrawn"): gettext_lazy("问题已撤回：%(title)s"),
    ("solved", "withdrawn"): gettext_lazy("问题已撤回：%(title)s"),
}
TO_SOLVE = ("assigned", "closed", "withdrawn")


@notifies(names.PROBLEM_RAISED)
def raised(events):
    problems, people = problems_of(events)
    words = _("请分派问题：%(title)s")
    return drafts(problems, lambda event, problem: people.assigners(problem), lambda event, problem: words % {"title": problem.title}, body)


@notifies(names.STATE_CHANGED)
def moved(events):
    problems, people = problems_of(events)
    return drafts(problems, lambda event, problem: concerned(event, problem, people), title, body)


def problems_of(events):
    problems = rows_about(events, Problem.objects.select_related("commitment"))
    return problems, People([problem for _event, problem in problems])


def title(event, problem):
    return TOLD[event.payload["source"], event.payload["target"]] % {"title": problem.title}


def concerned(event, problem, people):
    """The solving agency of what it has to do and of what has become of it; the raising side of what it has to look at; who assigns of the rest."""
    target = event.payload["target"]
    if target == "raised":
        return people.assigners(problem)
    return people.solvers(problem) if target in TO_SOLVE else people.raisers(problem)


@notifies(names.PROBLEM_EXTENDED)
def extended(events):
    """The side that waits for it; the solving agency hears of its limit anyway."""
    problems, people = problems_of(events)
    words = _("问题的解决期限延长：%(title)s")
    return drafts(problems, lambda event, problem: people.raisers(problem), lambda event, problem: words % {"title": problem.title}, body)


class People:
    """Who is who for these problems, in a fixed number of statements."""

    def __init__(self, problems):
        self.holders = Holders({key for one in problems for key in (one.agency_id, one.solver_id) if key})
        leads = ProjectLead.objects.present().filter(
            commitment__in=[one.commitment_id for one in problems], civil_servant__user__is_active=True
        )
        self.leads = dict(leads.values_list("commitment", "civil_servant__user"))

    def assigners(self, problem):
        lead = self.leads.get(problem.commitment_id)
        return [*self.holders.anywhere(*Problem.ASSIGNERS), *([lead] if lead else [])]

    def solvers(self, problem):
        return self.holders.at(problem.solver_id, Role.CLERK)

    def raisers(self, problem):
        return [problem.raised_by_id, *self.holders.at(problem.agency_id, Role.CLERK, Role.AGENCY_REVIEWER)]


def body(event, problem):
    project = _("重点项目：%(title)s") % {"title": problem.commitment.title}
    return "\n".join(part for part in (project, event.payload.get("reason", "")) if part)


@notifies(names.LEAD_LEFT)
def left(events):
    """Once: the limit for naming somebody reminds from then on."""
    supervisors = Holders(set()).anywhere(Role.SUPERVISOR)
    return [
        NoticeDraft(
            user,
            event.pk,
            _("牵头领导待明确：%(title)s") % {"title": project.title},
            event.payload["reason"],
            reverse("project", args=[project.pk]),
        )
        for event, project in rows_about(events, Commitment.objects.all())
        for user in supervisors
        if user != event.user_id
    ]


@notifies(names.LEAD_NAMED)
def named(events):
    """The new leader, where there is an account."""
    leads = ProjectLead.objects.filter(civil_servant__user__isnull=False).select_related("commitment", "civil_servant")
    leads = leads.in_bulk({event.payload["lead"] for event in events})
    return [
        NoticeDraft(lead.civil_servant.user_id, event.pk, _("由你牵头：%(title)s") % {"title": lead.commitment.title}, lead.reason, page)
        for event in events
        for lead in [leads.get(event.payload["lead"])]
        if lead and lead.civil_servant.user_id != event.user_id
        for page in [lead.get_absolute_url()]
    ]
