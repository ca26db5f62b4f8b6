"""Public reads of key projects: what was published of them and of their stages."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, JSONField, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from commitments.projects.models import KIND
from commitments.register.models import Commitment
from commitments.register.public import key_of
from commitments.register.queries import LISTED_COMMITMENTS

KEY = Concat(Value(key_of("")), Cast("pk", CharField()), output_field=CharField())
# {"name", "path", "due_on"} of the first stage that is not finished, by its day; found by the keys that the project names
PRESENT_STAGE = RawSQL(
    """(
    SELECT jsonb_build_object(
        'name', COALESCE(NULLIF(stage.facts #>> '{fields,stage}', ''), stage.title), 'path', stage.path, 'due_on', stage.due_on
    )
    FROM core_publicentry stage
    WHERE stage.key IN (SELECT part ->> 'key' FROM jsonb_array_elements(core_publicentry.facts -> 'parts') part)
        AND stage.withdrawn_at IS NULL AND stage.facts ->> 'state' = ANY(%s)
    ORDER BY stage.due_on, stage.id LIMIT 1
    )""",
    [list(Commitment.UNFINISHED)],
    JSONField(),
)


def public_projects():
    """The published key projects, never their stages, with `present_stage`. They are found by the register's index of kinds: among a million
    public commitments there is none by what the facts say."""
    keys = Commitment.objects.filter(kind__code=KIND, whole=None).annotate(public_key=KEY).values("public_key")
    return LISTED_COMMITMENTS.filter(key__in=keys).annotate(present_stage=PRESENT_STAGE)


def of_year(projects, year):
    """Those that the year has to do with: promised by its end, and due in it or later, or still unfinished."""
    begun = Q(facts__promised_on__lte=date(year, 12, 31).isoformat())
    runs_on = Q(facts__state__in=Commitment.UNFINISHED) if year <= timezone.localdate().year else Q(pk__in=[])
    return projects.filter(begun, Q(due_on__gte=date(year, 1, 1)) | runs_on)


def stage_choices():
    """The names of the stages in which public projects are now."""
    found = public_projects().visible_to(AnonymousUser()).values_list("present_stage", flat=True)
    return [(name, name) for name in sorted({stage["name"] for stage in found if stage})]
