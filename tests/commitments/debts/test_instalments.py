"""An instalment says what its debt says: nobody mends, divides, changes, claims or withdraws it as if it were a promise of its own."""

import pytest
from django.urls import reverse

from commitments.changes.services import why_not_propose
from commitments.fulfilment.services import claim_by_hand
from commitments.register.parts import why_not_arrange
from commitments.register.services import why_not_edit, withdraw_by_hand
from core.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def instalment(debt):
    return debt().instalments.first().commitment


@pytest.mark.parametrize("why_not", [why_not_edit, why_not_arrange, why_not_propose])
def test_the_clerk_is_sent_to_the_debt(why_not, instalment, actor):
    assert why_not(instalment, actor("lin"))[0] == "kept_elsewhere"


@pytest.mark.parametrize(
    ("step", "who", "words"), [(claim_by_hand, "lin", {"text": "已付"}), (withdraw_by_hand, "jiang", {"reason": "有误"})]
)
def test_it_is_claimed_by_its_payment_and_withdrawn_with_its_debt(step, who, words, instalment, actor):
    with pytest.raises(DomainError) as caught:
        step(commitment=instalment, by=actor(who), **words)
    assert caught.value.code == "kept_elsewhere"
    instalment.refresh_from_db()
    assert instalment.state == "open"


def test_its_page_offers_no_claim(instalment, signed_in):
    assert reverse("commitment_claim", args=[instalment.pk]) not in signed_in("lin").get(instalment.get_absolute_url()).content.decode()


def test_guesses_without_an_answer_are_counted_too(client):
    for _guess in range(20):
        client.post(reverse("payment_answer"), {"code": "ABCD-EFGH-JKMN"})
    page = client.post(reverse("payment_find"), {"code": "ABCD-EFGH-JKMN"}).content.decode()
    assert "试错的次数太多了" in page
