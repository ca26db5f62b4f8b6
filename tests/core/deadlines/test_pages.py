"""The page of a limit: every due date of a list leads to it, and it says how the day was counted and what became of it."""

import pytest
from django.urls import reverse

from commitments.register.services import register
from core.deadlines.models import Deadline
from core.deadlines.services import extend
from tests.commitments.conftest import kind, promise  # noqa: F401

pytestmark = pytest.mark.django_db


def body(response):
    assert response.status_code == 200, response.content.decode()[:1000]
    return response.content.decode()


@pytest.fixture
def limit(promise, actor, kind):  # noqa: F811
    made = register(by=actor("lin"), **promise(kind=kind("leader_assignment"), due_on=None, extra={"assigned_at": "市长办公会"}))
    return made.deadline


def address(limit):
    return reverse("deadline", args=[limit.pk])


@pytest.mark.parametrize("name", ["commitments", "work_all", "work"])
def test_due_dates_of_lists_lead_to_it(limit, signed_in, name):
    assert f'href="{address(limit)}"' in body(signed_in("lin").get(reverse(name)))


def test_due_dates_of_the_public_list_lead_to_the_explanation_on_the_public_page(limit, client):
    path = reverse("public_commitment", args=[limit.object_id])
    assert f'href="{path}#why"' in body(client.get(reverse("public_commitments")))
    assert 'id="why"' in body(client.get(path))


def test_it_names_rule_basis_and_who_extended_it_why(limit, actor, signed_in):
    Deadline.objects.filter(pk=limit.pk).update(state="running")
    extend(deadline=limit, amount=5, reason="汛期施工暂停", approved_by=actor("jiang"), most=10)
    page = body(signed_in("lin").get(address(limit)))
    for words in (limit.rule.name, limit.rule.legal_basis, "汛期施工暂停", "江"):
        assert words in page


def test_another_agency_does_not_see_it(limit, signed_in):
    assert signed_in("tang").get(address(limit)).status_code == 404


def test_it_costs_the_same_whatever_happened(limit, signed_in, django_assert_max_num_queries):
    client = signed_in("lin")
    with django_assert_max_num_queries(22):
        body(client.get(address(limit)))
