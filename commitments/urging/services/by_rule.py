"""Urging by rule: once for each missed limit of a commitment whose kind says so, and once more where the answer was missed."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy

from commitments.register.models import Commitment
from commitments.register.queries import supervision_office_id
from commitments.urging.models import Urge
from commitments.urging.services.asking import PURPOSE, create, locked, tell
from core.deadlines.models import Deadline
from core.pages.words import day
from core.states.services import transition_many
from core.texts import in_the_portals_language

WORDS = {
    "fulfil": gettext_lazy("应于%(day)s前办结，到期没有办结。请说明原因和办结的日期，抓紧办理。"),
    "receipt": gettext_lazy("应于%(day)s前签收，到期没有签收。请签收并报告安排。"),
    "report": gettext_lazy("应于%(day)s前报告进展，到期没有报告。请报告进展。"),
    PURPOSE: gettext_lazy("上一次催办应于%(day)s前答复，到期没有答复，现在再次催办。请立即报告进展。"),
}
URGED_FOR = ("fulfil", "receipt", "report")


@transaction.atomic
@in_the_portals_language
def urge_for_missed(*, missed, by):
    """Urge for these missed limits (primary keys), each at most once whoever calls it how often. What is urged already and not answered is not
    urged again for another limit; only its own missed answer brings the second urge. Returns the urges that were made."""
    late = Deadline.objects.filter(pk__in=missed, state=Deadline.State.OVERDUE, urge=None)
    first = list(late.filter(content_type=kind_of(Commitment), purpose__in=URGED_FOR).order_by("pk"))
    answers = list(late.filter(content_type=kind_of(Urge), purpose=PURPOSE).order_by("pk"))
    lapsed = lapse([limit.object_id for limit in answers], by)
    pairs = [(limit.object_id, limit) for limit in first] + [
        (lapsed[limit.object_id], limit) for limit in answers if limit.object_id in lapsed
    ]
    return made_for(pairs, by) if pairs else []


def kind_of(model):
    return ContentType.objects.get_for_model(model)


def lapse(keys, by):
    """{urge: commitment} of those that the system made for a limit of the commitment itself, and that are not answered by now."""
    transition_many(Urge.objects.filter(pk__in=keys), source="open", to="lapsed", by=by)
    rows = Urge.objects.waiting().filter(pk__in=keys, state="lapsed", missed__purpose__in=URGED_FOR)
    return dict(rows.values_list("pk", "commitment"))


def made_for(pairs, by):
    """Pairs of a commitment's key and the missed limit: one urge for each commitment that still is to be urged."""
    rows = {row.pk: row for row in locked(Commitment.objects.filter(pk__in={key for key, _limit in pairs}, kind__urged_by_rule=True))}
    waiting = set(Urge.objects.waiting().filter(commitment__in=rows, state="open").values_list("commitment", flat=True))
    unanswered = set(Urge.objects.waiting().filter(commitment__in=rows).values_list("commitment", flat=True)) - waiting
    done = set(Urge.objects.filter(missed__in=[limit.pk for _key, limit in pairs]).values_list("missed", flat=True))
    chosen = {}
    for key, limit in pairs:
        asked = key in waiting or key in unanswered and limit.purpose != PURPOSE
        if key in rows and rows[key].state in Commitment.UNDERWAY and not asked and limit.pk not in done:
            chosen.setdefault(key, limit)
    what = [(rows[key], WORDS[limit.purpose] % {"day": day(limit.due_on)}, limit) for key, limit in chosen.items()]
    made = create(what, issuer_id=supervision_office_id(), by=by)
    tell(made, by=by)
    return made
