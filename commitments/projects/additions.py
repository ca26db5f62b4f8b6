"""What key projects add to a commitment: it is not claimed while a problem is open, and its public page names the problems."""

from collections import defaultdict
from functools import cache

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.projects.models import Problem
from commitments.register.registry import stands_against_claims, tells_the_public
from core.deadlines.projection import project
from core.texts import in_the_portals_language

STILL_OPEN = gettext_lazy("逾期，还没有解决")
LATE = ("overdue", "late")
MARKS = {"raised": "warn", "assigned": "plain", "solved": "plain", "closed": "done"}


@stands_against_claims
def open_problems(commitment):
    """Of the project itself, or of the stage that is to be claimed."""
    count = Problem.objects.unsolved().filter(Q(commitment=commitment) | Q(stage=commitment)).count()
    words = ngettext(
        "还有%(count)d个问题没有解决，解决并确认以后再申报完成。", "还有%(count)d个问题没有解决，解决并确认以后再申报完成。", count
    )
    return words % {"count": count} if count else ""


@tells_the_public
def problems(primary_keys):
    """The title, which agency solves it, by when, and how it stands; nothing else of a problem is public, and nobody is named."""
    rows = Problem.objects.filter(commitment__in=primary_keys).exclude(state="withdrawn").select_related("solver").order_by("pk")
    found = defaultdict(list)
    for problem in rows.prefetch_related("deadlines__rule", "deadlines__pauses", "deadlines__extensions"):
        found[problem.commitment_id].append(facts(problem))
    return {key: {"problems": shown} for key, shown in found.items()}


def facts(problem):
    limit = problem.limit() if problem.solver_id else None
    state, mark = standing(problem, limit)
    due_on = limit.due_on.isoformat() if limit and limit.due_on else ""
    return {
        "title": problem.title,
        "agency": problem.solver.short_name if problem.solver else "",
        "due_on": due_on,
        "deadline": project(limit),
        "state": state,
        "mark": mark,
    } | extended(limit)


def extended(limit):
    """{"extended": by how many working days, when and why}; nothing where the limit is as it began."""
    told = (
        [
            {"days": one.amount, "on": timezone.localdate(one.approved_at).isoformat(), "reason": one.reason}
            for one in limit.extensions.all()
        ]
        if limit
        else []
    )
    return {"extended": told} if told else {}


def count_open(told):
    """How many of the problems that were published of a project are not solved."""
    return sum(one["state"] in open_words() for one in told)


def count_late(told):
    return sum(one["state"] in open_words() and one["mark"] == "bad" for one in told)


@cache
@in_the_portals_language
def open_words():
    """Published states are words of the portal's language."""
    return {str(Problem.State(state).label) for state in Problem.OPEN} | {str(STILL_OPEN)}


def standing(problem, limit):
    """The state as everybody reads it, and its mark. Whether it is late, the limit says."""
    late = limit is not None and limit.state in LATE
    if problem.state in Problem.OPEN and late:
        return str(STILL_OPEN), "bad"
    if problem.state == "closed" and late:
        return _("逾期解决"), "warn"
    return problem.get_state_display(), MARKS.get(problem.state, "plain")
