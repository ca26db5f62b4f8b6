"""我的待办: who finds what, and how much it costs."""

import pytest
from django.urls import reverse

from commitments.register.models import CommitmentKind
from commitments.register.services import register, register_many
from core.deadlines.models import Deadline
from tests.commitments.conftest import paper, promise  # noqa: F401  the promise of the cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(db):
    return lambda code: CommitmentKind.objects.get(code=code)


def work(client, scope=""):
    response = client.get(reverse("work") + scope)
    assert response.status_code == 200
    return response.content.decode()


def test_who_leads_and_who_cooperates_finds_the_commitment(promise, actor, agencies, signed_in):  # noqa: F811
    """A document names several leads and cooperating units: the task is all of theirs."""
    shared = {"leads": (agencies["市住建局"],), "cooperating": (agencies["市教育局"],)}
    register(by=actor("su"), **promise(title="三家共办的事", **shared))
    assert "三家共办的事" in work(signed_in("lin"))
    page = work(signed_in("tang"))
    assert "三家共办的事" in page and "市人社局牵头" in page
    assert "市人社局牵头" not in work(signed_in("lin"))
    assert Deadline.objects.get().other_agency_ids == [agencies["市住建局"].pk, agencies["市教育局"].pk]


def test_others_find_nothing(promise, actor, signed_in):  # noqa: F811
    register(by=actor("su"), **promise(title="别家的事"))
    assert "别家的事" not in work(signed_in("tang"))
    assert "别家的事" not in work(signed_in("tang"), "?scope=agency")


def test_fifteen_more_tasks_cost_no_more_statements(promise, actor, agencies, signed_in, django_assert_num_queries):  # noqa: F811
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from commitments.register.gate import Promise

    register(by=actor("su"), **promise(cooperating=(agencies["市住建局"],)))
    client = signed_in("tang")
    work(client)
    with CaptureQueriesContext(connection) as few:
        work(client)
    register_many(promises=[Promise(**promise(title=f"任务{n}", cooperating=(agencies["市住建局"],))) for n in range(15)], by=actor("su"))
    with django_assert_num_queries(len(few)):
        work(client)
