"""The page of a credit file with 10,000 records against one with 10, and as of an earlier day against today."""

from datetime import timedelta
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.bench.database import run, run_unwatched, settle
from config.bench.figures import Figure, seconds
from core.accounts.models import Membership, Role, User
from core.directory.models import Agency
from credit_records.records.models import CreditFile

MANY, FEW = 10_000, 10
ROUNDS = 20
DAYS_AGO = 60  # the earlier day; corrected were, thirty days ago, one record in twenty
TABLES = ("recordversion", "measure", "creditrecord", "creditfile")
# of every type, over four years; one in ten has ended
RECORDS = """
    INSERT INTO credit_records_creditrecord (file_id, type_id, severity, number, title, facts, happened_on, basis, document_name, document_number,
        fingerprint, agency_id, created_at, confirmed_by_id, decided_at, reason, effective_on, period_ends_on, ended_on, version, version_began_at,
        leniency, state)
    SELECT %(file)s, type.id, type.severity, 'BENCH-' || %(file)s || '-' || one, '测速' || one, '测速', '2022-01-01', '测速', '', '', '', %(agency)s, now(),
           %(user)s, now(), '属实', effective_on, CASE WHEN type.polarity = 'bad' THEN effective_on + 1500 END,
           CASE WHEN one %% 10 = 3 THEN CURRENT_DATE - 10 END, 1, effective_on + time '10:00', '',
           CASE WHEN one %% 10 = 3 THEN 'revoked' ELSE 'in_force' END
    FROM (SELECT one, CURRENT_DATE - 70 - (one * 131) %% 1300 AS effective_on FROM generate_series(1, %(count)s) AS one) AS planned
    JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS kinds
          FROM credit_records_recordtype WHERE subjects <> 'person') AS type ON type.place = one %% type.kinds
"""
CORRECTED = """
    WITH corrected AS (
        UPDATE credit_records_creditrecord SET state = 'corrected', version = 2, version_began_at = now() - interval '30 days', title = title || '（更正）'
        WHERE state = 'in_force' AND id %% 20 = 0 AND file_id = %(file)s
        RETURNING *
    )
    INSERT INTO credit_records_recordversion (record_id, type_id, severity, title, facts, happened_on, basis, document_name, document_number,
        number, began_at, ended_at, replaced_by_id, reason)
    SELECT id, type_id, severity, title, facts, happened_on, basis, '', '', 1, effective_on + time '10:00', version_began_at, %(user)s, '更正'
    FROM corrected
"""
MEASURES = """
    INSERT INTO credit_records_measure (file_id, type_id, record_id, started_on, end_reason)
    SELECT record.file_id, measure.id, record.id, record.effective_on, ''
    FROM credit_records_creditrecord record JOIN credit_records_recordtype type ON type.id = record.type_id
    JOIN credit_records_measuretype measure ON record.severity = ANY(measure.severities) AND measure.subjects = 'any' OR type.origin = ANY(measure.origins)
    WHERE record.file_id = %(file)s
"""


def measure(scale):
    """Two figures. The statements of a page must be as many among ten records as among ten thousand."""
    many = int(MANY * scale)
    user = User.objects.create_user("bench_files", name="测速", email="files@yunlan.example")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    small, large = filled(user, FEW), filled(user, many)
    for table in TABLES:
        settle(f"credit_records_{table}")
    earlier = f"{large}?on={timezone.localdate() - timedelta(days=DAYS_AGO)}"
    counts = {page: statements(client, page) for page in (small, large, earlier)}
    if len(set(counts.values())) > 1:
        raise AssertionError(f"the page of a file takes different numbers of statements: {counts}")
    rounds = [[seconds(partial(client.get, page)) for page in counts] for _ in range(ROUNDS)]  # by turns
    few, today, that_day = map(min, zip(*rounds, strict=True))
    forget()
    return [
        Figure(f"file of {many:,} records ({counts[large]} queries)", today, f"file of {FEW} records", few, 1.3),
        Figure("the same file as of an earlier day", that_day, "today", today, 2),
    ]


def filled(user, count):
    """The address of a new file with so many records, and with the measures that follow from them."""
    agency = Agency.objects.create(name=f"测速档案局{count}", short_name=f"测速档案局{count}", level="department", division_code="429900")
    Membership.objects.get_or_create(user=user, role=Role.CREDIT_OFFICE, defaults={"agency": agency})
    file = CreditFile.objects.create(agency=agency)
    parameters = {"file": file.pk, "agency": agency.pk, "user": user.pk, "count": count}
    run_unwatched("credit_records_creditrecord", RECORDS, parameters)
    run_unwatched("credit_records_creditrecord", CORRECTED, parameters)
    run_unwatched("credit_records_measure", MEASURES, parameters)
    return file.get_absolute_url()


def statements(client, page):
    client.get(page)  # the first visit fills what the process keeps
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page)
    if response.status_code != 200:
        raise AssertionError(f"{page} answered {response.status_code}")
    return len(captured)


def forget():
    run("TRUNCATE " + ", ".join(f"credit_records_{table}" for table in TABLES) + " CASCADE")
