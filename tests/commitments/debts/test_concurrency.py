"""Two at once, on real transactions."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from commitments.debts import services
from commitments.debts.models import Debt, Payment
from core.accounts.actor import Actor
from core.errors import DomainError
from tests.credit_records.test_concurrency import both


@pytest.mark.django_db(transaction=True)
def test_of_two_payments_that_are_too_much_together_one_is_refused(debt, people):
    made = debt()

    def pay():
        files = [SimpleUploadedFile("回单.txt", "已付".encode(), "text/plain")]
        by, today = Actor.of(people["lin"]), timezone.localdate()
        return services.pay_debt(debt=made, by=by, amount=Decimal("70000.00"), paid_on=today, files=files)

    assert {type(result) for result in both(pay)} == {Payment, DomainError}
    assert Debt.objects.get(pk=made.pk).paid == Decimal("70000.00")


@pytest.mark.django_db(transaction=True)
def test_a_payment_is_taken_back_once(debt, pay, people):
    payment = pay(debt(), "40000.00")
    results = both(lambda: services.reverse_payment(payment=payment, by=Actor.of(people["he"]), reason="退票"))
    assert {type(result) for result in results} == {Payment, DomainError}


@pytest.mark.django_db(transaction=True)
def test_the_same_payment_is_not_entered_by_two_who_press_the_button_at_the_same_moment(debt, signed_in):
    address = reverse("debt_pay", args=[debt().pk])
    seen, today = signed_in("lin").get(address).context["form"]["seen"].value(), timezone.localdate().isoformat()

    def pay():
        files = SimpleUploadedFile("回单.txt", "已付".encode(), "text/plain")
        return signed_in("lin").post(address, {"seen": seen, "amount": "40000", "paid_on": today, "files": files}).status_code

    assert sorted(both(pay)) == [302, 422]
    assert Payment.objects.count() == 1
