"""What this room does when a limit of a problem moves, or when a project ends."""

from django.contrib.contenttypes.models import ContentType

from commitments.continuity.registry import watches
from commitments.projects.models import Problem
from commitments.projects.services import end_with_projects, watch_leads
from commitments.register.models import Commitment
from commitments.register.public import publish_commitments
from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.events import names
from core.events.registry import handles

WATCH = Actor.system("projects")


@handles(names.DEADLINE_MISSED, names.DEADLINE_MET, names.DEADLINE_CHANGED)
def renew_public_rows(events):
    """The public row of the project says how its problems stand. What did not change leaves no trace."""
    limits = Deadline.objects.filter(pk__in={event.object_id for event in events}, purpose=Problem.SOLVE)
    projects = Problem.objects.filter(pk__in=limits.values("object_id")).values_list("commitment", flat=True)
    if keys := sorted(set(projects)):
        publish_commitments(keys)


@handles(names.STATE_CHANGED, names.COMMITMENT_CHANGED, names.CLAIM_DECIDED)
def end_with_the_project(events):
    kind = ContentType.objects.get_for_model(Commitment)
    if keys := sorted({event.object_id for event in events if event.content_type_id == kind.pk}):
        end_with_projects(primary_keys=keys, by=WATCH)


@watches
def look_at_leads(at):
    watch_leads(by=WATCH, at=at)
