"""Long work: done once whatever dies, seen while it goes on, kept where it fails."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.events.models import Event, Heartbeat
from core.events.services import deliver_all
from core.jobs import services
from core.jobs.models import Job
from core.jobs.services import claim, enqueue, run, run_waiting
from core.notices.models import Notice
from tests.architecture.project import PROJECT
from tests.core.jobs import kinds  # noqa: F401  registers them

PATIENCE = 30  # seconds


@pytest.fixture
def asked(actor, agencies):
    """asked("test_mark") is lin's job of 市人社局."""
    return lambda kind: enqueue(kind, by=actor("lin"), agency=agencies["市人社局"])


def marks():
    return Heartbeat.objects.filter(name__startswith="mark").count()


def lease_runs_out(job):
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_work_is_done_and_says_so(asked):
    job = asked("test_mark")
    assert (job.state, run_waiting(), marks()) == ("waiting", 1, 3)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.percent, job.result) == ("done", 3, 3, 100, {"marked": 3})
    assert job.started_at <= job.ended_at


@pytest.mark.django_db
def test_who_asked_is_told_the_result(asked, people):
    job = asked("test_mark")
    run_waiting()
    deliver_all()
    notice = Notice.objects.get(user=people["lin"])
    assert (notice.title, notice.body, notice.path) == ("标记：已完成", "做了3件", job.get_absolute_url())


@pytest.mark.django_db
def test_a_refusal_leaves_its_words_and_nothing_else(asked, people):
    job = asked("test_refused")
    run_waiting()
    deliver_all()
    job.refresh_from_db()
    assert (job.state, job.error, marks()) == ("failed", "已经过期，请重新上传。", 0)
    assert Notice.objects.get(user=people["lin"]).body == "已经过期，请重新上传。"


@pytest.mark.django_db
def test_an_error_of_the_program_is_said_without_its_words(asked):
    job = asked("test_broken")
    run_waiting()
    job.refresh_from_db()
    assert job.state == "failed" and "系统管理员" in job.error and "Zero" not in job.error
    assert marks() == 0


@pytest.mark.django_db
def test_when_the_database_was_away_the_job_is_taken_again(asked):
    job = asked("test_away")
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, marks()) == ("running", 0)
    lease_runs_out(job)
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempts, marks()) == ("done", 2, 3)


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up(asked):
    job = asked("test_mark")
    for _ in range(services.MOST_ATTEMPTS):
        assert claim() == job
        lease_runs_out(job)
    assert claim() is None
    job.refresh_from_db()
    assert job.state == "failed" and "中断了5次" in job.error


@pytest.mark.django_db
def test_a_job_that_somebody_works_on_is_left_alone(asked):
    asked("test_mark")
    assert claim() and claim() is None


@pytest.mark.django_db
def test_who_was_given_up_for_dead_writes_nothing(asked):
    job = asked("test_mark")
    slow = claim()
    lease_runs_out(job)
    quick = claim()
    run(slow)
    assert marks() == 0
    run(quick)
    assert (marks(), Event.objects.filter(name="job_ended").count()) == (3, 1)


@pytest.mark.django_db
def test_the_database_refuses_a_job_that_was_never_run(asked):
    job = asked("test_mark")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_job SET state = 'done', ended_at = now() WHERE id = %s", [job.pk])


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job(asked):
    jobs = [asked("test_mark") for _ in range(2)]

    def claimed(_number):
        try:
            return claim()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = [job.pk for job in pool.map(claimed, range(4)) if job]
    assert sorted(found) == [job.pk for job in jobs]


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_and_the_next_does_it_all(asked):
    job, worker = asked("test_slow"), start_worker()
    try:
        wait_until(lambda: Job.objects.get(pk=job.pk).done == 40)  # progress is seen while the work is one open transaction
        assert (Job.objects.get(pk=job.pk).percent, marks()) == (40, 0)
        assert run_waiting() == 0  # it lives
    finally:
        worker.kill()
        worker.wait()
    assert (Job.objects.get(pk=job.pk).state, marks()) == ("running", 0)
    lease_runs_out(job)
    run_waiting()
    assert (Job.objects.get(pk=job.pk).state, marks()) == ("done", 3)


@pytest.mark.django_db(transaction=True)
def test_work_in_steps_goes_on_where_its_killed_worker_stopped(asked):
    job, worker = asked("test_steps"), start_worker()
    try:
        wait_until(lambda: Job.objects.get(pk=job.pk).done == 3)
    finally:
        worker.kill()
        worker.wait()
    assert (Job.objects.get(pk=job.pk).state, marks()) == ("running", 2)  # the third step was not committed
    lease_runs_out(job)
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.attempts, marks(), job.done) == ("done", 2, 5, 5)


@pytest.mark.django_db(transaction=True)
def test_work_that_hangs_is_stopped_and_says_so(asked, people):
    job, worker = asked("test_hangs"), start_worker()
    assert worker.wait(PATIENCE) == os.EX_TEMPFAIL
    assert run_waiting() == 0  # whoever comes next marks it, and does not begin it again
    job.refresh_from_db()
    assert (job.state, job.attempts, marks()) == ("failed", 1, 0)
    assert "超过了最长时间" in job.error


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_busy_gives_a_sign_of_life(asked):
    asked("test_slow")
    worker = start_worker()
    try:
        wait_until(lambda: Heartbeat.objects.filter(name="jobs").exists())
    finally:
        worker.kill()
        worker.wait()


def start_worker():
    """Another process that works on the tests' database."""
    settings = connection.settings_dict
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    code = "import django; django.setup(); from tests.core.jobs import kinds; from core.jobs.services import run_waiting; run_waiting()"
    environment = os.environ | {"DATABASE_URL": f"{server}/{settings['NAME']}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, env=environment)


def wait_until(holds):
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.1)
