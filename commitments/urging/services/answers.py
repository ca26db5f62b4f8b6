"""How an urge ends: the agency reports or claims, or the commitment ends; and what passes on with a commitment."""

from datetime import date
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from commitments.urging.models import Urge
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.events import names
from core.events.models import Event
from core.states.services import transition_many


class Answer(NamedTuple):
    """A report or claim: on which commitment, by which event, on which day, and by which agency; a claim is always the responsible agency's."""

    commitment: int
    event: int
    on: date
    agency: int | None = None


@transaction.atomic
def answer(*, answers, by):
    """Close what waits for these answers: what the agency was asked before it reported. In time where the day is not after the limit.

    Set-based; whoever is told of an answer twice changes nothing. Returns how many urges were closed.
    """
    waiting = list(
        Urge.objects.waiting().filter(commitment__in={one.commitment for one in answers}).order_by("pk").select_for_update(no_key=True)
    )
    asked = asked_by_event(waiting)
    days = {}
    for one in waiting:
        found = [said.on for said in answers if answers_it(said, one, asked)]
        if found:
            days.setdefault(min(found), []).append(one.pk)
    for on, keys in days.items():
        close(keys, on, by)
    return sum(map(len, days.values()))


def asked_by_event(urges):
    """{urge: the event by which it was told}. Both it and the answer are written under the commitment's lock, so their keys say which was first."""
    events = Event.objects.filter(name=names.COMMITMENT_URGED, content_type=ContentType.objects.get_for_model(Urge))
    return dict(events.filter(object_id__in=[one.pk for one in urges]).values_list("object_id", "pk"))


def answers_it(said, one, asked):
    own = said.agency in (None, one.agency_id)
    return said.commitment == one.commitment_id and own and said.event > asked.get(one.pk, said.event)


def close(keys, on, by):
    limits = limits_of(keys)
    late = set(limits.filter(due_on__lt=on).values_list("object_id", flat=True))
    now, rows = timezone.now(), Urge.objects.filter(pk__in=keys)
    transition_many(rows.filter(pk__in=late), source="open", to="lapsed", by=by)
    transition_many(rows.exclude(pk__in=late), source="open", to="answered", by=by, closed_at=now)
    rows.filter(closed_at=None).update(closed_at=now)
    deadlines.meet_many(limits=limits, on=on, by=by)


def limits_of(keys):
    return deadlines.live_of(Urge, keys)


@transaction.atomic
def cancel(*, commitments, reason, by):
    """The commitments (primary keys) have ended: nobody has to answer any more. Returns how many urges were closed."""
    keys = list(
        Urge.objects.waiting().filter(commitment__in=commitments).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True)
    )
    now = timezone.now()
    transition_many(Urge.objects.filter(pk__in=keys), source="open", to="cancelled", by=by, closed_at=now)
    Urge.objects.filter(pk__in=keys, closed_at=None).update(closed_at=now)
    for limit in limits_of(keys):
        deadlines.cancel(deadline=limit, by=by, reason=reason)
    return len(keys)


@transaction.atomic
def pass_on(*, commitments, agency):
    """What of these commitments waits for an answer, the agency answers from now on; the limits stay. Returns the keys of the limits."""
    keys = list(Urge.objects.waiting().filter(commitment__in=commitments).order_by("pk").values_list("pk", flat=True))
    Urge.objects.filter(pk__in=keys).update(agency=agency)
    return deadlines.move_to(Deadline.objects.filter(pk__in=limits_of(keys).values("pk")), agency.pk)
