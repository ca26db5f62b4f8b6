"""The sweep (M4): warn ahead, mark overdue, escalate, exactly once, whatever crashes. Its cost follows what is due, not what exists."""

import logging
from dataclasses import dataclass, field, fields

from django.db import transaction
from django.db.models import DateField, F
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.events import names
from core.events.services import emit_many
from core.states.services import transition_many

logger = logging.getLogger(__name__)

CHUNK = 500
SWEEP = Actor.system("sweep")
NEXT_CHECK = "(SELECT min(day) FROM unnest(warn_on || (due_on + 1) || escalate_on) AS day WHERE day > %s)"


@dataclass
class Swept:
    """What one sweep did: primary keys of the deadlines warned of, missed, escalated and ended, and of those whose check failed."""

    warned: list = field(default_factory=list)
    missed: list = field(default_factory=list)
    escalated: list = field(default_factory=list)
    ended: list = field(default_factory=list)
    failed: list = field(default_factory=list)

    def add(self, other):
        for one in fields(self):
            getattr(self, one.name).extend(getattr(other, one.name))


def sweep(*, at=None):
    """Look at every deadline that is due for a check on the day `at` (default today, local time). Returns Swept.

    Chunks of 500, one transaction each with its events; rows that another sweep holds are left to it. A failing chunk is tried row by row; the
    failure stays on its row, is shown to staff and tried again by the next sweep.
    """
    at, swept = at or timezone.localdate(), Swept()
    while chunk := sweep_chunk(at, swept):
        swept.add(chunk)
    return swept


def sweep_chunk(at, swept):
    """One chunk; None when nothing is left that has not failed in this run."""
    try:
        with transaction.atomic():
            rows = claim(at, swept.failed)
            return check(rows, at) if rows else None
    except Exception:
        logger.exception("a chunk of the sweep failed; trying its rows one by one")
        return sweep_rows(at, swept)


def claim(at, failed):
    rows = Deadline.objects.due_for_check(at).exclude(pk__in=failed).order_by("next_check_on", "id")
    return list(rows.select_for_update(skip_locked=True, no_key=True)[:CHUNK])


def sweep_rows(at, swept):
    done = Swept()
    for key in list(
        Deadline.objects.due_for_check(at).exclude(pk__in=swept.failed).order_by("next_check_on", "id").values_list("pk", flat=True)[:CHUNK]
    ):
        try:
            with transaction.atomic():
                done.add(
                    check(list(Deadline.objects.due_for_check(at).filter(pk=key).select_for_update(skip_locked=True, no_key=True)), at)
                )
        except Exception as error:
            logger.exception("the check of deadline %s failed", key)
            Deadline.objects.filter(pk=key).update(failure=f"{type(error).__name__}: {error}")
            done.failed.append(key)
    return done


def check(rows, at):
    """What is due for these locked rows: warnings, overdue marks, escalations, periods that are over; and when to look again."""
    ended = end_periods([row for row in rows if row.is_period], at)
    rows = [row for row in rows if not row.is_period]
    missed = [row for row in rows if row.state == "running" and row.due_on < at]
    warned = [row for row in rows if row.due_on >= at]
    escalated = [row for row in rows if level_on(row, at) > level_told(row)]
    looked = {"checked_on": at, "failure": "", "next_check_on": RawSQL(NEXT_CHECK, [at], output_field=DateField())}
    missed_keys = {row.pk for row in missed}
    transition_many(
        Deadline.objects.filter(pk__in=missed_keys),
        source="running",
        to="overdue",
        by=SWEEP,
        payloads={row.pk: {"due_on": row.due_on, "at": at} for row in missed},
        missed_on=at,
        **looked,
    )
    Deadline.objects.filter(pk__in=[row.pk for row in rows if row.pk not in missed_keys]).update(**looked)
    emit_many(names.DEADLINE_WARNED, model=Deadline, rows=[(row.pk, {"due_on": row.due_on, "at": at}) for row in warned], by=SWEEP)
    levels = [(row.pk, {"due_on": row.due_on, "at": at, "level": level_on(row, at)}) for row in escalated]
    emit_many(names.DEADLINE_ESCALATED, model=Deadline, rows=levels, by=SWEEP)
    return Swept(*([row.pk for row in group] for group in (warned, missed, escalated)), ended=ended)


def end_periods(rows, at):
    """A period that only passes is over on its due day, whenever the sweep comes by."""
    due = {row.pk: row.due_on for row in rows}
    return transition_many(
        Deadline.objects.filter(pk__in=due),
        source="running",
        to="ended",
        by=SWEEP,
        payloads={key: {"due_on": day, "at": at} for key, day in due.items()},
        ended_on=F("due_on"),
        checked_on=at,
        failure="",
        next_check_on=None,
    )


def level_told(row):
    """How many of them were told. Of a limit that still ran at the last look none, even if its day has moved to before that."""
    return level_on(row, row.checked_on) if row.state == "overdue" else 0


def level_on(row, day):
    """How many escalation days have come by `day`."""
    return sum(1 for escalation in row.escalate_on if day and escalation <= day)
