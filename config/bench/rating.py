"""The rating of all subjects against the bare SQL aggregate that yields the same totals."""

from datetime import date
from functools import partial

from django.db import connection, transaction

from config.bench.database import run_unwatched, settle
from config.bench.figures import Figure, seconds
from core.accounts.actor import Actor
from core.accounts.models import User
from credit_records.ratings.models import RatingRuleSet
from credit_records.ratings.services.runs import make_run, nobody

SUBJECTS, EACH = 100_000, 10
AT = date(2026, 10, 31)
ROUNDS = 3
AGENCIES = """
    INSERT INTO core_agency (name, short_name, level, division_code, telephone, address, sort_key)
    SELECT '测速评价局' || one, '测速评价局' || one, 'department', '429900', '', '', one FROM generate_series(1, %(subjects)s) AS one
"""
FILES = """
    INSERT INTO credit_records_creditfile (agency_id, opened_on)
    SELECT id, '2023-01-01' FROM core_agency WHERE name LIKE '测速评价局%%' ORDER BY id
"""
# of every type that is public, over four years, in all three bands and some ended
RECORDS = """
    INSERT INTO credit_records_creditrecord (file_id, type_id, severity, number, title, facts, happened_on, basis, document_name, document_number,
        fingerprint, agency_id, created_at, confirmed_by_id, decided_at, reason, effective_on, ended_on, version, version_began_at, leniency, state)
    SELECT file.id, type.id, type.severity, 'BENCH-' || file.id || '-' || one, '测速', '测速', '2022-01-01', '测速', '', '', '', file.agency_id, now(),
           %(user)s, now(), '属实', effective_on, CASE WHEN one = 1 THEN effective_on + 90 END, 1, now(), '',
           CASE WHEN one = 1 THEN 'revoked' ELSE 'in_force' END
    FROM credit_records_creditfile file
    CROSS JOIN LATERAL (SELECT one, date '2026-10-31' - ((file.id * 7 + one * 131) %% 1400)::integer AS effective_on
                        FROM generate_series(1, %(each)s) AS one) AS planned
    JOIN (SELECT id, severity, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS kinds
          FROM credit_records_recordtype WHERE visibility = 'public') AS type ON type.place = (file.id + one) %% type.kinds
"""
BARE = """
    WITH points AS (
        SELECT record.file_id, record.type_id, type.dimension, type.polarity,
               sum(CASE WHEN type.code = 'judgment_not_performed' THEN 25 WHEN type.code = 'commended' THEN 5 WHEN record.severity = 'serious' THEN 20
                        WHEN record.severity = 'ordinary' THEN 8 ELSE 3 END
                   * CASE WHEN record.effective_on > '2025-10-31' THEN 1 WHEN record.effective_on > '2024-10-31' THEN 0.6 ELSE 0.3 END) AS points
        FROM credit_records_creditrecord record JOIN credit_records_recordtype type ON type.id = record.type_id
        WHERE record.effective_on <= '2026-10-31' AND (record.ended_on IS NULL OR record.ended_on > '2026-10-31') AND type.visibility = 'public'
        GROUP BY record.file_id, record.type_id, type.dimension, type.polarity
    ), dimensions AS (
        SELECT file_id, dimension,
               GREATEST(0, LEAST(100, 85 - COALESCE(sum(LEAST(points, 30)) FILTER (WHERE polarity = 'bad'), 0)
                                         + LEAST(COALESCE(sum(points) FILTER (WHERE polarity = 'good'), 0), 15))) AS score
        FROM points GROUP BY file_id, dimension
    ), scores AS (
        SELECT file.id, round(85 + COALESCE(sum((score - 85) * CASE dimension WHEN 'execution' THEN 0.25 WHEN 'supervision' THEN 0.15 ELSE 0.2 END), 0), 2) AS score
        FROM credit_records_creditfile file LEFT JOIN dimensions ON dimensions.file_id = file.id GROUP BY file.id
    )
    SELECT count(*), round(avg(score), 2) FROM scores
"""


def measure(scale):
    """One figure: 100,000 × `scale` subjects with ten times as many records."""
    subjects = int(SUBJECTS * scale)
    fill(subjects)
    records, rated, bare = subjects * EACH, [], []
    for _ in range(ROUNDS):
        bare.append(seconds(totals))
        rated.append(seconds(partial(rate, totals())))
    what = f"rating {subjects:,} subjects with {records:,} records"
    return [Figure(what, min(rated), "bare SQL aggregate, same totals", min(bare), 3)]


def fill(subjects):
    user = User.objects.create_user("bench_rating", name="测速", email="bench@yunlan.example")
    run_unwatched("core_agency", AGENCIES, {"subjects": subjects})
    run_unwatched("credit_records_creditfile", FILES)
    run_unwatched("credit_records_creditrecord", RECORDS, {"user": user.pk, "each": EACH})
    for table in ("core_agency", "credit_records_creditfile", "credit_records_creditrecord", "credit_records_recordversion"):
        settle(table)


def totals():
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        return cursor.fetchone()


def rate(expected):
    """As the service does: chunks, each subject's dimensions, score, grade and change kept, totals at the end; then all of it is forgotten."""
    with transaction.atomic():
        found = make_run(by=Actor.system("bench"), tell=nobody, kind="what_if", as_of=AT, rule_set=RatingRuleSet.objects.get())
        if (found.rated, found.average) != expected:
            raise AssertionError(f"rated {found.rated} subjects, {found.average} on average; the aggregate says {expected}")
        transaction.set_rollback(True)
