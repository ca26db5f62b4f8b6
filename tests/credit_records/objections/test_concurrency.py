"""Two at once, on real transactions."""

import pytest

from core.accounts.actor import Actor
from core.errors import DomainError
from credit_records.objections import services
from credit_records.objections.models import Objection
from tests.credit_records.test_concurrency import both


@pytest.mark.django_db(transaction=True)
def test_the_same_objection_twice_at_once_is_one(in_force, people):
    record = in_force()
    words = {"grounds": ["facts"], "text": "款项已经付清。"}
    results = both(lambda: services.file_objection(record=record, by=Actor.of(people["tang"]), **words))
    assert {type(result) for result in results} == {Objection, DomainError}


@pytest.mark.django_db(transaction=True)
def test_of_a_decision_and_a_return_at_once_one_stands(proposed, people):
    objection = proposed("revoked")
    decisions = iter([services.decide_objection, services.return_proposal])
    results = both(lambda: next(decisions)(objection=objection, by=Actor.of(people["song"]), reason="同意"))
    assert sorted(type(result).__name__ for result in results) == ["DomainError", "Objection"]
