"""Reads of key projects that more than one page or service needs."""

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from commitments.projects.models import Problem, ProjectLead, limits, projects_visible_to
from commitments.register.models import Commitment, Participation
from core.accounts.models import Role
from core.deadlines.models import Deadline

TEXT = TextField()
# a stage that was given out elsewhere as any part is has only its title
NAME_OF_STAGE = Coalesce(NullIf(KeyTextTransform("stage", "extra"), Value("", TEXT)), F("title"), output_field=TEXT)
CONFIRMERS = (Role.CLERK, Role.AGENCY_REVIEWER)


def visible_projects(user):
    return projects_visible_to(user)


def led_projects(user):
    return ProjectLead.objects.of(user).values("commitment")


def seen_commitments(user, primary_keys):
    """Those of these commitments whose staff page the user may open; of the others everybody can read the public one."""
    return set(Commitment.objects.visible_to(user).filter(pk__in=primary_keys).values_list("pk", flat=True))


def stages_of(commitment):
    """The stages in the order of their days, with what a page shows of each."""
    return in_order(commitment.parts.all()).select_related("agency", "kind").prefetch_related("deadlines__rule")


def in_order(stages):
    return stages.with_deadline().order_by("due_on", "pk")


def with_figures(projects):
    """Annotates `present_stage` (name of the first stage that is not finished), `open_problems` and `overdue_problems`."""
    unfinished = in_order(Commitment.objects.unfinished().filter(whole=OuterRef("pk")))
    return projects.annotate(
        present_stage=Subquery(unfinished.values_list(NAME_OF_STAGE)[:1], output_field=TEXT),
        open_problems=count(Problem.objects.unsolved()),
        overdue_problems=count(Problem.objects.overdue()),
    )


def count(problems):
    """How many of these problems a project has, as an expression of the outer project."""
    found = problems.filter(commitment=OuterRef("pk")).order_by().values("commitment").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(found), 0, output_field=IntegerField())


def with_due(problems):
    """Annotates `due_on` of the newest limit for solving."""
    return problems.annotate(due_on=Subquery(limits(OuterRef("pk")).order_by("-pk").values("due_on")[:1]))


def with_parts(problems):
    """Problems with what a list or a page shows of each."""
    found = problems.select_related("commitment__agency", "commitment__kind", "stage", "agency", "solver", "raised_by", "solved_by")
    return found.prefetch_related("deadlines__rule", "deadlines__pauses")


def taking_part(commitment):
    """Primary keys of the agencies that take part: the responsible one, those beside it, those of the stages."""
    beside = Participation.objects.filter(commitment=commitment).values_list("agency", flat=True)
    return {commitment.agency_id, *beside, *commitment.parts.values_list("agency", flat=True)}


def present_lead(commitment):
    return commitment.project_leads.present().select_related("civil_servant__agency").first()


def led_by(actor, commitment):
    return actor.is_person and ProjectLead.objects.of(actor.user).filter(commitment=commitment).exists()


def problems_waiting_for(actor):
    """The problems that wait for this reader: to be assigned, to be solved, to be confirmed."""
    if not actor.is_person:
        return Problem.objects.none()
    led = Q(commitment__in=ProjectLead.objects.of(actor.user).values("commitment"))
    solves = Q(state="assigned", solver__in=[agency for role, agency in actor.memberships if role == Role.CLERK])
    raised = Q(agency__in=[agency for role, agency in actor.memberships if role in CONFIRMERS]) & ~Q(agency=F("solver"))
    assigns, confirms = Q(state="raised"), Q(state="solved") & ~Q(solved_by=actor.user)
    if not actor.has(Role.SUPERVISOR):
        assigns, confirms = assigns & led, confirms & (led | raised)
    return Problem.objects.filter(assigns | solves | confirms)


def live_limits(problem, *purposes):
    return list(Deadline.objects.of(problem).live().filter(purpose__in=purposes).order_by("pk"))
