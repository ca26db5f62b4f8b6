"""Who verifies a payment finds the way from the debt; who paid does not (maker ≠ checker)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.fulfilment.services import verify_claim

pytestmark = pytest.mark.django_db
WORDS = "核验第1期的付款"


def page(client, debt):
    return client.get(debt.get_absolute_url()).content.decode()


def test_the_supervision_office_is_led_from_the_debt_to_the_paid_instalment(signed_in, debt, pay):
    made = debt()
    assert WORDS not in page(signed_in("jiang"), made)
    pay(made, "40000.00")
    found = page(signed_in("jiang"), made)
    assert WORDS in found and "对照付款凭证" in found
    claim = made.instalments.first().commitment
    assert (
        f'href="{claim.get_absolute_url()}">{WORDS}' in found
        and "核验这份完成申报" in signed_in("jiang").get(claim.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("name", ["lin", "he", "ye"])
def test_nobody_else_is_offered_it(signed_in, debt, pay, name):
    made = debt()
    pay(made, "40000.00")
    assert WORDS not in page(signed_in(name), made)


def test_it_goes_away_when_verified_and_the_next_one_comes(signed_in, debt, pay, actor):
    made = debt()
    pay(made, "100000.00")
    verify_claim(commitment=made.instalments.first().commitment, grade="kept", by=actor("jiang"))
    found = page(signed_in("jiang"), made)
    assert WORDS not in found and "核验第2期的付款" in found


def test_more_paid_instalments_cost_no_more_statements(signed_in, debt, pay):
    def cost(made):
        with CaptureQueriesContext(connection) as queries:
            page(client, made)
        return len(queries)

    client, one, two = signed_in("jiang"), debt(), debt()
    pay(one, "40000.00")
    pay(two, "100000.00")
    page(client, one)
    assert cost(two) <= cost(one)
