"""Two at once, on real transactions."""

import pytest

from commitments.fulfilment.services import claim_by_hand
from commitments.projects import services
from commitments.projects.models import Problem
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.errors import DomainError
from tests.credit_records.test_concurrency import both


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_is_told_that_it_was_done(solved, people):
    problem, names = solved(), iter(("wen", "jiang"))
    results = both(lambda: services.confirm_problem(problem=problem, by=Actor.of(people[next(names)])))
    assert {type(result) for result in results} == {Problem, DomainError}


@pytest.mark.django_db(transaction=True)
def test_a_project_is_claimed_or_a_problem_is_raised(project, people, paper):
    made, turns = project(), iter((0, 1))

    def either():
        if next(turns):
            files = [paper()]
            return claim_by_hand(commitment=Commitment.objects.get(pk=made.pk), text="已经建成。", by=Actor.of(people["lin"]), files=files)
        return services.raise_problem(commitment=made, title="征地没有完成", text="还差三户。", by=Actor.of(people["wen"]))

    results = both(either)
    assert sum(isinstance(result, DomainError) for result in results) == 1
