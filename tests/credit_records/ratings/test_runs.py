"""Runs: once a period, made up when missed, written once, computed again to the cent, and recomputed by anybody from the files."""

import json
from datetime import date
from decimal import Decimal

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import DomainError
from core.jobs.models import Job
from core.jobs.services import run_waiting
from core.ledger.models import ChainEntry
from core.search.models import PublicEntry
from credit_records.ratings import periods, queries
from credit_records.ratings.models import Rating, RatingRun
from credit_records.ratings.services import runs
from credit_records.ratings.services.asking import ask_due, ask_recompute, ask_what_if
from credit_records.ratings.services.rule_sets import copy_rule_set
from credit_records.records.models import CreditFile, CreditRecord
from tests.credit_records.ratings.building import put
from tests.credit_records.ratings.conftest import SYSTEM
from tests.credit_records.ratings.script import load

pytestmark = pytest.mark.django_db


def rating(run, file):
    return Rating.objects.get(run=run, file=file)


def test_every_agency_is_rated_by_the_records_of_the_day(october, file, agencies):
    assert october.rated == len(agencies)
    assert (rating(october, file).score, rating(october, file).commerce) == (Decimal("83.40"), Decimal(77))
    others = Rating.objects.filter(run=october).exclude(file=file)
    assert set(others.values_list("score", "grade")) == {(Decimal("85.00"), "B")}


def test_the_average_is_rounded_half_up(october):
    # (25 x 85 + 83.40) / 26 = 84.93846...
    assert october.average == Decimal("84.94")


def test_many_files_are_rated_in_several_statements_with_the_same_result(approved, file, people, monkeypatch):
    put(file, people, [{"type": "payment_default", "effective_on": "2026-03-02"}])
    monkeypatch.setattr(runs, "CHUNK", 7)
    told = []
    run = runs.rate_period(period="2026-10", by=SYSTEM, tell=lambda done, total: told.append((done, total)))
    assert (rating(run, file).score, run.rated) == (Decimal("83.40"), 26)
    assert told == [(7, 26), (14, 26), (21, 26), (26, 26)]


def test_a_month_that_is_not_over_is_not_rated(approved):
    with pytest.raises(DomainError, match="还没有过完"):
        runs.rate_period(period="2026-11", by=SYSTEM)


def test_a_period_is_rated_once(october):
    assert runs.rate_period(period="2026-10", by=SYSTEM) == october
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingRun.objects.create(kind="official", period="2026-10", as_of=date(2026, 10, 31), rule_set=october.rule_set)


def test_a_subject_is_rated_once_a_run(october, file):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO credit_records_rating (run_id, file_id, decision, execution, supervision, service, commerce, score, grade, before_grade)
               VALUES (%s, %s, 1, 1, 1, 1, 1, 1, 'D', '')""",
            [october.pk, file.pk],
        )


@pytest.mark.parametrize("statement", ["UPDATE credit_records_rating SET score = 100", "DELETE FROM credit_records_rating"])
def test_a_rating_is_written_once(october, statement):
    with pytest.raises(Exception, match=r"(?i)cannot (update|delete)"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_months_and_years_in_the_order_in_which_they_end():
    found = periods.ended_periods(date(2025, 11, 5), date(2026, 3, 1))
    assert found == ["2025-11", "2025-12", "2025", "2026-01", "2026-02"]


def test_nothing_is_due_before_a_rule_set_is_approved(rule_set):
    assert periods.due_periods() == []


def test_what_was_missed_is_made_up_however_long_ago(approved):
    # in force from January: ten months are over on 24 November
    assert len(periods.due_periods()) == 10
    assert ask_due(by=SYSTEM) and ask_due(by=SYSTEM) is None
    run_waiting()
    assert list(RatingRun.objects.official().order_by("as_of").values_list("period", flat=True)) == [
        f"2026-{month:02}" for month in range(1, 11)
    ]
    assert periods.due_periods() == [] and ask_due(by=SYSTEM) is None


def test_each_is_compared_with_the_period_before(approved, file, people):
    put(file, people, [{"type": "payment_default", "effective_on": "2026-10-05"}])
    ask_due(by=SYSTEM)
    run_waiting()
    moved = rating(RatingRun.objects.get(period="2026-10"), file)
    assert (moved.before_score, moved.score, moved.change) == (Decimal("85.00"), Decimal("83.40"), Decimal("-1.60"))


def test_a_past_run_is_computed_again_to_the_cent(october, file, people):
    put(file, people, [{"type": "judgment_not_performed", "effective_on": "2026-11-05"}])
    CreditRecord.objects.filter(type__code="payment_default").update(period_ends_on=date(2026, 11, 20))
    assert runs.differing(october) == []


def test_a_score_that_somebody_changed_is_named(october, file, actor):
    with pgtrigger.ignore("credit_records.Rating:written_once"):
        Rating.objects.filter(run=october, file=file).update(score=99)
    job = ask_recompute(run=october, by=actor("ye"))
    run_waiting()
    job.refresh_from_db()
    assert job.result["names"] == [file.agency.name]
    assert "云澜市住房和城乡建设局" in job.summary


def test_other_rooms_ask_for_a_rating_of_a_day(october, file):
    assert queries.rating_of(file) == rating(october, file)
    assert queries.rating_of(file, date(2026, 10, 30)) is None
    assert list(queries.ratings_of(file)) == [rating(october, file)]


def test_a_period_that_is_made_up_late_replaces_no_newer_one(october):
    runs.rate_period(period="2026-08", by=SYSTEM)
    assert {entry.facts["period"] for entry in PublicEntry.objects.filter(kind="rating")} == {"2026-10"}


def files_of(run):
    return {file.name: file.file.read() for file in run.files.all()}


def test_the_script_gives_the_published_scores_from_the_file(october):
    data = json.loads(files_of(october)["ratings-2026-10.json"])
    *_, last = load().check(data)
    assert last == "26 agencies, all the same"


def test_the_script_names_a_score_that_does_not_follow(october):
    data = json.loads(files_of(october)["ratings-2026-10.json"])
    data["records"].clear()
    lines = list(load().check(data))
    assert [line for line in lines if "DIFFERENT: published 83.40" in line and "住房和城乡建设局" in line]
    assert lines[-1] == "26 agencies, 1 different"


def test_the_file_says_of_a_record_only_what_the_formula_needs(october):
    (record,) = json.loads(files_of(october)["ratings-2026-10.json"])["records"]
    assert set(record) == {"agency", "type", "dimension", "polarity", "severity", "effective_on"}


def test_the_files_hashes_are_in_the_public_chain(october):
    content = ChainEntry.objects.get(key="rating_run:2026-10").content
    assert content["files"] == {file.name: file.sha256 for file in october.files.all()}


def test_a_civil_servant_is_rated_and_never_published(approved, people, agencies):
    own = CreditFile.objects.create(civil_servant=people["tang"].civil_servant)
    put(own, people, [{"type": "penalised", "effective_on": "2026-03-02"}])
    run = runs.rate_period(period="2026-10", by=SYSTEM)
    assert rating(run, own).score == Decimal("83.80")  # 85 - 8 x 0.15
    assert PublicEntry.objects.filter(kind="rating").count() == len(agencies)
    assert "唐一鸣" not in "".join(content.decode() for content in files_of(run).values())


def test_a_what_if_compares_all_subjects_and_publishes_nothing(october, file, actor):
    draft = copy_rule_set(rule_set=october.rule_set, by=actor("admin"))
    draft.points.filter(severity="ordinary").update(points=20)
    entries = ChainEntry.objects.count()
    job = ask_what_if(rule_set=draft, by=actor("ye"))
    run_waiting()
    run = RatingRun.objects.get(pk=Job.objects.get(pk=job.pk).result["run"])
    assert (run.kind, run.as_of, run.compared_with.rule_set) == ("what_if", date(2026, 11, 23), october.rule_set)
    assert rating(run, file).change == Decimal("-2.40")  # 12 points more, a fifth of them
    assert [count for _, _, count in queries.moves_by_size(run)] == [0, 1, 0, 0, 0, 0]
    assert queries.moves_of(run) == {"up": 0, "down": 1, "same": 25, "regraded": 0}
    assert ChainEntry.objects.count() == entries and run.files.count() == 0


def test_a_what_if_is_the_credit_offices(rule_set, actor):
    for name in ("su", "jiang", "admin"):
        with pytest.raises(DomainError, match="信用办"):
            ask_what_if(rule_set=rule_set, by=actor(name))
