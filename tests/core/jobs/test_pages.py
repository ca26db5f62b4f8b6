"""The pages of long work: who sees which, and what they say while it goes on and afterwards."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.evidence.models import Evidence
from core.jobs.models import Job
from core.jobs.services import claim, enqueue, run_waiting
from tests.core.jobs import kinds  # noqa: F401  registers them

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(actor, agencies):
    return enqueue("test_mark", by=actor("lin"), agency=agencies["市人社局"], source=SimpleUploadedFile("名单.csv", "姓名\n".encode()))


def test_the_asker_and_the_readers_of_the_kind_see_it(job, people):
    seen = {name for name, user in people.items() if Job.objects.visible_to(user).exists()}
    assert seen == {"lin", "he", "ye", "meng", "song"}  # he reviews in 市人社局; the other three are the credit office


def test_its_file_is_seen_by_who_sees_the_job(job, people):
    assert Evidence.objects.visible_to(people["ye"]).filter(object_id=job.pk).exists()
    assert not Evidence.objects.visible_to(people["tang"]).filter(object_id=job.pk).exists()


def test_while_it_waits_and_runs_the_page_asks_again(job, signed_in):
    address, lin = job.get_absolute_url(), signed_in("lin")
    assert 'hx-trigger="every 1s"' in lin.get(address).text and "马上开始" in lin.get(address).text
    claim()
    Job.objects.update(done=1200, total=4000)
    text = lin.get(address).text
    assert "已处理1,200，共4,000" in text and "30%" in text and "名单.csv" in text


def test_when_it_is_done_the_page_says_the_result_and_is_still(job, signed_in):
    run_waiting()
    text = signed_in("lin").get(job.get_absolute_url()).text
    assert "做了3件" in text and "hx-trigger" not in text


def test_a_failure_is_said_on_the_page(actor, signed_in):
    job = enqueue("test_refused", by=actor("lin"))
    run_waiting()
    assert "已经过期，请重新上传。" in signed_in("lin").get(job.get_absolute_url()).text


def test_the_list_costs_the_same_with_more_jobs(job, actor, signed_in):
    lin = signed_in("lin")
    with CaptureQueriesContext(connection) as few:
        assert "标记" in lin.get(reverse("jobs")).text
    for _ in range(15):
        enqueue("test_mark", by=actor("lin"))
    with CaptureQueriesContext(connection) as many:
        lin.get(reverse("jobs"))
    assert len(many) == len(few)
