"""Commitments: the work page of an agency with 50,000 open ones, public pages among 1,000,000, and the roll-up of 100,000 parts."""

import json

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.register.models import Commitment, CommitmentKind
from commitments.register.parts import ROLL_UP, roll_up
from config.bench.database import run, run_unwatched, settle
from config.bench.figures import Figure, seconds
from config.bench.pages import page_figure, queries_of
from config.bench.public import facts_of_a_commitment
from core.accounts.models import Membership, Role, User
from core.directory.models import Agency
from core.rules.models import Rule

OPEN, PUBLIC, PARTS, WHOLES = 50_000, 1_000_000, 100_000, 1_000
ROUNDS = 5
REGISTER = """
    INSERT INTO commitments_commitment (number, kind_id, title, text, criterion, agency_id, registrar_id, beneficiary, basis, promised_on, frequency,
        continuous, extra, percent, whole_id, weight, created_at, state)
    SELECT %(series)s || one, %(kind)s, '测速' || one, '按期完成。', '已完成。', %(agency)s, %(agency)s, '全体市民', '', CURRENT_DATE, '', false, '{}',
           one %% 90, wholes[1 + one %% greatest(cardinality(wholes), 1)], 1 + one %% 5, now(), 'open'
    FROM generate_series(%(first)s, %(last)s) AS one, (SELECT %(wholes)s::bigint[] AS wholes) AS given
"""
LIMITS = """
    INSERT INTO core_deadline (content_type_id, object_id, purpose, title, agency_id, rule_id, started_on, amount, unit, extension, due_on,
                               is_provisional, is_held, is_period, warn_on, escalate_on, next_check_on, failure, created_at, state, other_agency_ids)
    SELECT %(content_type)s, id, 'fulfil', title, agency_id, %(rule)s, CURRENT_DATE, 20, 'working_day', 0, CURRENT_DATE - 20 + (id %% 700)::int,
           false, false, false, '{}', '{}', CURRENT_DATE + 900, '', now(), CASE WHEN id %% 700 < 20 THEN 'overdue' ELSE 'running' END, '{}'
    FROM commitments_commitment commitment
    WHERE agency_id = %(agency)s AND NOT EXISTS (
        SELECT FROM core_deadline WHERE content_type_id = %(content_type)s AND object_id = commitment.id)
"""
# only lists, the calendar and the comparison are measured here: nothing is searched
ENTRIES = """
    INSERT INTO core_publicentry (key, kind, number, title, text, agency_id, path, state, mark, due_on, facts, published_at, updated_at,
                                  withdrawal_reason, content_hash, search_text, grams)
    SELECT 'many:' || one, 'commitment', 'MANY-' || one, '测速' || one, '', agencies[1 + one %% cardinality(agencies)], '/commitments/' || one || '/',
           CASE one %% 4 WHEN 0 THEN '已兑现' WHEN 1 THEN '未兑现' ELSE '办理中' END, CASE one %% 4 WHEN 0 THEN 'done' WHEN 1 THEN 'bad' ELSE 'plain' END,
           CURRENT_DATE - 350 + one %% 700, %(facts)s::jsonb, now() - one * interval '1 minute', now() - one * interval '1 minute', '', repeat('0', 64), '', '{}'
    FROM generate_series(%(first)s, %(last)s) AS one, (SELECT %(agencies)s::bigint[] AS agencies) AS given
"""


def measure(scale):
    return [
        work_figure(int(OPEN * scale)),
        *public_figures(int(PUBLIC * scale)),
        roll_up_figure(int(PARTS * scale), max(1, int(WHOLES * scale))),
    ]


def bench_agency(name):
    return Agency.objects.create(name=name, short_name=name, level="department", division_code="429900")


def register(agency, series, first, last, wholes=()):
    kind = CommitmentKind.objects.get(code="policy_task")
    given = {"series": series, "kind": kind.pk, "agency": agency.pk, "first": first, "last": last, "wholes": list(wholes)}
    run_unwatched("commitments_commitment", REGISTER, given)


def work_figure(count):
    """我的待办 of a clerk."""
    agency = bench_agency("测速承办局")
    user = User.objects.create_user("bench_work", name="测速", email="work@yunlan.example")
    Membership.objects.create(user=user, role=Role.CLERK, agency=agency)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    few = max(700, count // 100)  # every group of the page has a row
    fill_work(agency, 1, few)
    queries = len(queries_of(reverse("work"), client))
    fill_work(agency, few + 1, count)
    return page_figure(f"work page of an agency with {count:,} open commitments", reverse("work"), queries, client=client)


def fill_work(agency, first, last):
    content_type = ContentType.objects.get_for_model(Commitment)
    register(agency, "WORK-", first, last)
    rule = Rule.objects.in_force("assigned_task")
    run_unwatched("core_deadline", LIMITS, {"content_type": content_type.pk, "rule": rule.pk, "agency": agency.pk})
    settle("commitments_commitment")
    settle("core_deadline")


def public_figures(count):
    """The list, a month of the calendar and the comparison of agencies."""
    agencies = [bench_agency(f"测速单位{number}") for number in range(100)]
    facts = json.dumps(facts_of_a_commitment(agencies[0]), ensure_ascii=False)
    given = {"agencies": [agency.pk for agency in agencies], "facts": facts}
    pages = {
        "public list": reverse("public_commitments"),
        "public list, one agency, first due first": f"{reverse('public_commitments')}?agency={agencies[0].pk}&sort=due",
        "calendar of a month": reverse("commitment_calendar"),
        "comparison of agencies in a year": f"{reverse('commitment_comparison')}?year={timezone.localdate().year}",
    }
    fill_public(1, count // 10, given)
    few = {what: len(queries_of(path)) for what, path in pages.items()}
    fill_public(count // 10 + 1, count, given)
    return [page_figure(f"{what}, {count:,} commitments", path, few[what]) for what, path in pages.items()]


def fill_public(first, last, given):
    run_unwatched("core_publicentry", ENTRIES, given | {"first": first, "last": last})
    settle("core_publicentry")


def roll_up_figure(parts, wholes):
    agency = bench_agency("测速分解局")
    register(agency, "WHOLE-", 1, wholes)
    keys = list(Commitment.objects.filter(agency=agency).values_list("pk", flat=True))
    register(agency, "PART-", 1, parts, keys)
    settle("commitments_commitment")
    ours = min(undone(lambda: roll_up(keys)) for _ in range(ROUNDS))
    bare = min(undone(lambda: run(ROLL_UP, [keys])) for _ in range(ROUNDS))
    return Figure(f"rolling up {parts:,} parts into {wholes:,} wholes", ours, "the bare UPDATE", bare, 3)


@transaction.atomic
def undone(call):
    """How long it takes; what it changed is changed back."""
    took = seconds(call)
    transaction.set_rollback(True)
    return took
