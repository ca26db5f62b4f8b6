"""Problems pass to another agency, whether it has to solve them or raised them; the limits run on as they were."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commitments.continuity.registry import Holding, Section, nothing_follows, nothing_together, register
from commitments.projects.models import Problem
from commitments.register.public import publish_commitments
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.directory.models import Agency

CHUNK = 500


def of(agency):
    """The open problems that name the agency."""
    return Problem.objects.unsolved().filter(Q(agency=agency) | Q(solver=agency))


def limits():
    """Live limits about problems and about naming a leader."""
    about = Q(content_type__model="problem") | Q(content_type__model="projectlead")
    return Deadline.objects.live().filter(about, content_type__app_label="commitments")


def agencies():
    """Primary keys, as a queryset: who raised or solves an open problem, or has a limit about one."""
    problems = Problem.objects.unsolved()
    named = Q(pk__in=problems.values("agency")) | Q(pk__in=problems.exclude(solver=None).values("solver"))
    return Agency.objects.filter(named | Q(pk__in=limits().values("agency"))).values("pk")


@transaction.atomic
def rest(before, after):
    rows = of(before).order_by("pk").select_for_update(no_key=True)
    keys = list(rows.values_list("pk", flat=True)[:CHUNK])
    found = Problem.objects.filter(pk__in=keys)
    found.filter(agency=before).update(agency=after)
    found.filter(solver=before).update(solver=after)
    moved = deadlines.move_to(limits().filter(agency=before), after.pk)
    if keys:
        publish_commitments(sorted(set(found.values_list("commitment", flat=True))))
    return len(keys) + len(moved)


def owed(agency):
    rows = (
        Problem.objects.unsolved()
        .filter(solver=agency)
        .select_related("commitment")
        .prefetch_related("deadlines__rule", "deadlines__pauses")
        .order_by("pk")
    )
    return Section(_("要解决的项目问题"), [told(row) for row in rows])


def told(row):
    limit = row.limit()
    return {
        "title": _("%(project)s：%(problem)s") % {"project": row.commitment.title, "problem": row.title},
        "number": row.commitment.number,
        "due_on": limit and limit.due_on,
        "state": row.get_state_display(),
        "why": limit and limit.sentence,
    }


register(Holding(agencies, nothing_together, nothing_follows, rest, owed))
