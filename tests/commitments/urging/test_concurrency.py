"""Two at once, on real transactions."""

import pytest

from commitments.urging import services
from commitments.urging.models import Urge
from core.accounts.actor import Actor
from core.errors import DomainError
from tests.credit_records.test_concurrency import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_supervisors_who_urge_at_once_the_second_is_told(commitment, people):
    actors = iter([Actor.of(people["jiang"]), Actor.of(people["wei"])])
    results = both(lambda: services.urge(commitments=[commitment], reason="请报告进展", by=next(actors)))
    assert sorted(result.code if isinstance(result, DomainError) else "urged" for result in results) == ["urged", "urged_already"]
    assert Urge.objects.count() == 1


def test_also_where_both_had_seen_the_same_earlier_urge(commitment, people, urge):
    [first] = urge()
    actors = iter([Actor.of(people["jiang"]), Actor.of(people["wei"])])
    results = both(lambda: services.urge(commitments=[commitment], reason="请报告进展", by=next(actors), again=[first.pk]))
    assert sorted(result.code if isinstance(result, DomainError) else "urged" for result in results) == ["urged", "urged_already"]
    assert Urge.objects.count() == 2
