"""Two at once, on real transactions."""

import pytest

from commitments.fulfilment import services
from commitments.fulfilment.models import Claim
from commitments.register.models import Commitment
from core.accounts.actor import Actor
from core.errors import DomainError
from tests.credit_records.test_concurrency import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_verify_at_once_one_decides_and_the_other_is_told(commitment, people, paper):
    services.claim_fulfilment(commitment=commitment, text="已全部做到。", by=Actor.of(people["lin"]), files=[paper()])
    grades = iter(["kept", "broken"])
    reviewer = Actor.of(people["he"])
    results = both(lambda: services.verify_claim(commitment=commitment, grade=next(grades), by=reviewer, reason="已核对。"))
    (refused,) = [one for one in results if isinstance(one, DomainError)]
    claim = Claim.objects.get()
    assert refused.message and claim.grade == Commitment.objects.get(pk=commitment.pk).state
    assert claim.grade in ("kept", "broken")


def test_of_two_who_claim_at_once_one_does(commitment, people, paper):
    clerk = Actor.of(people["lin"])
    results = both(lambda: services.claim_fulfilment(commitment=commitment, text="已全部做到。", by=clerk, files=[paper()]))
    assert sorted(type(one).__name__ for one in results) == ["Claim", "DomainError"]
