"""The sweep against the raw SQL that updates the same rows and inserts the same events and deliveries, with the same triggers."""

from datetime import date, timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from config.bench.database import run, run_unwatched, settle
from config.bench.figures import Figure, seconds
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.directory.models import Agency
from core.events import names
from core.events.registry import handlers_of
from core.rules.models import Rule

DUE = date(2026, 3, 2)
ROUNDS = 3

# object_id runs on from what is there, so that no subject has two live deadlines
START = """
    INSERT INTO core_deadline (content_type_id, object_id, purpose, title, agency_id, rule_id, started_on, amount, unit, extension, due_on,
                               is_provisional, is_held, is_period, warn_on, escalate_on, next_check_on, failure, created_at, state, other_agency_ids)
    SELECT %(content_type)s, %(first)s + number, 'fulfil', '兑现承诺', %(agency)s, %(rule)s, %(due)s::date - 60, 20, 'working_day', 0,
           day, false, false, false, ARRAY[day - 7, day - 4, day - 1], ARRAY[day + 2, day + 8, day + 15], day + 1, '', now(), 'running', '{}'
    FROM (SELECT number, %(due)s::date + number %% %(spread)s AS day FROM generate_series(1, %(count)s) AS number) AS planned
"""
RAW = """
    WITH moved AS (
        UPDATE core_deadline
        SET state = 'overdue', missed_on = %(at)s, checked_on = %(at)s, failure = '',
            next_check_on = (SELECT min(day) FROM unnest(warn_on || (due_on + 1) || escalate_on) AS day WHERE day > %(at)s)
        WHERE next_check_on <= %(at)s AND state = 'running'
        RETURNING id, due_on
    ), said AS (
        INSERT INTO core_event (name, content_type_id, object_id, job, payload, created_at)
        SELECT %(event)s, %(content_type)s, id, 'sweep',
               jsonb_build_object('source', 'running', 'target', 'overdue', 'due_on', due_on, 'at', %(at)s::date, 'reason', ''), now()
        FROM moved
        RETURNING id
    )
    INSERT INTO core_delivery (event_id, handler, state, attempts, error, next_attempt_at)
    SELECT said.id, handler, 'waiting', 0, '', now() FROM said CROSS JOIN unnest(%(handlers)s::text[]) AS handler
"""


def measure(scale):
    """The two figures of the sweep, with 1,000,000 × `scale` running deadlines."""
    running, due = int(1_000_000 * scale), int(20_000 * scale)
    agency = Agency.objects.create(name="测速局", short_name="测速局", level="department", division_code="429900")
    start = Starter(agency)
    start(running - due, day=date(2030, 1, 1), spread=700)
    swept, raw = rounds(start, due)
    start(9 * running, day=date(2030, 1, 1), spread=700)
    swept_among_more, _ = rounds(start, due)
    return [
        Figure(f"sweep of {due:,} due among {running:,} running deadlines", swept, "raw SQL that writes the same rows", raw, 3),
        Figure(f"the same among {10 * running:,}", swept_among_more, f"among {running:,}", swept, 1.2),
    ]


class Starter:
    """Starts many deadlines in one statement, without their history: what is measured begins later."""

    def __init__(self, agency):
        self.agency, self.first = agency, 0
        self.content_type = ContentType.objects.get_for_model(Agency).pk
        self.rule = Rule.objects.in_force("foi_reply").pk

    def __call__(self, count, *, day, spread=1):
        parameters = {"content_type": self.content_type, "agency": self.agency.pk, "rule": self.rule, "first": self.first}
        run_unwatched("core_deadline", START, parameters | {"due": day, "spread": spread, "count": count})
        self.first += count
        settle("core_deadline")


def rounds(start, due):
    """The least seconds of the sweep and of the raw SQL, by turns, each on new due rows."""
    swept, raw = [], []
    for _ in range(ROUNDS):
        for taken, act in ((raw, raw_sql), (swept, checked_sweep)):
            start(due, day=DUE)
            taken.append(seconds(partial(act, DUE + timedelta(days=1), due)))
            forget()
    return min(swept), min(raw)


def checked_sweep(at, due):
    if len(sweep(at=at).missed) != due:
        raise AssertionError("the sweep did not mark what was due")


def raw_sql(at, due):
    parameters = {
        "at": at,
        "event": names.DEADLINE_MISSED,
        "content_type": ContentType.objects.get_for_model(Deadline).pk,
        "handlers": list(handlers_of(names.DEADLINE_MISSED)),
    }
    with transaction.atomic():
        run(RAW, parameters)


def forget():
    """The due rows of a round leave no trace in the next."""
    run("TRUNCATE core_delivery, core_event, core_notice, core_mail, core_deadlineevent")
    run_unwatched("core_deadline", "DELETE FROM core_deadline WHERE state = 'overdue'")
