"""An assessment that is not published yet passes with its limit to the agency that follows the supervision office."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.assessment.models import YearlyAssessment
from commitments.continuity.registry import Holding, Section, nothing_follows, nothing_together, register
from core.deadlines import services as deadlines


def unpublished():
    return YearlyAssessment.objects.filter(state="draft")


def agencies():
    return unpublished().values("agency")


@transaction.atomic
def rest(before, after):
    rows = unpublished().filter(agency=before)
    keys = list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    rows.update(agency=after)
    deadlines.hand_over(model=YearlyAssessment, primary_keys=keys, before=before, after=after)
    return len(keys)


def owed(agency):
    rows = unpublished().filter(agency=agency).prefetch_related("deadlines__rule", "deadlines__pauses")
    return Section(_("还没有公布的年度考核"), [told(row) for row in rows])


def told(row):
    limit = next(iter(row.deadlines.all()), None)
    return {
        "title": str(row),
        "number": "",
        "due_on": limit and limit.due_on,
        "state": row.get_state_display(),
        "why": limit and limit.sentence,
    }


register(Holding(agencies, nothing_together, nothing_follows, rest, owed))
