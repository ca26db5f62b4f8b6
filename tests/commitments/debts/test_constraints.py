"""What the database itself refuses of debts, each constraint by name: no service, script or console gets past it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from commitments.debts import services
from commitments.debts.models import Allocation, CreditorAnswer, Debt, Instalment, OverdueYear, Payment

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 10)


@pytest.fixture
def at(draft, debt, pay, actor):
    """at("paid"): a debt that has come so far."""

    def withdrawn():
        return services.withdraw_debt(debt=debt(), by=actor("jiang"), reason="债权人免除")

    def paid(amount="40000.00"):
        return pay(debt(), amount).debt

    return lambda state: {
        "draft": draft,
        "confirmed": debt,
        "paid": paid,
        "settled": lambda: paid("100000.00"),
        "withdrawn": withdrawn,
    }[state]()


def rows(debt):
    return Debt.objects.filter(pk=debt.pk)


def first(debt):
    return Instalment.objects.filter(debt=debt, position=1)


def answer(debt):
    return CreditorAnswer.objects.filter(payment__debt=debt)


def entered(debt, amount, **columns):
    return Payment.objects.create(debt=debt, amount=Decimal(amount), paid_on=DAY, entered_by=debt.created_by, **columns)


def allocated(debt, position, amount):
    return Allocation.objects.create(
        payment=debt.payments.get(), instalment=debt.instalments.get(position=position), amount=Decimal(amount)
    )


def published(debt):
    return OverdueYear.objects.create(agency=debt.agency, year=2026, count=0, amount=0)


CASES = [
    ("debt_principal", "draft", lambda debt: rows(debt).update(principal=0)),
    ("debt_paid_within_principal", "confirmed", lambda debt: rows(debt).update(paid=Decimal("100000.01"))),
    ("debt_paid_within_principal", "confirmed", lambda debt: rows(debt).update(paid=-1)),
    ("debt_draft_is_not_paid", "draft", lambda debt: rows(debt).update(paid=1)),
    ("debt_settled_is_paid", "settled", lambda debt: rows(debt).update(paid=Decimal("99999.99"))),
    ("debt_rate_of_its_kind", "draft", lambda debt: rows(debt).update(rate=4)),
    ("debt_rate_of_its_kind", "draft", lambda debt: rows(debt).update(rate_kind="yearly", rate=0)),
    ("debt_confirmed_by_another", "confirmed", lambda debt: rows(debt).update(confirmed_by=F("created_by"))),
    ("debt_confirmed_by_another", "settled", lambda debt: rows(debt).update(confirmed_on=None)),
    ("debt_withdrawn_on_a_day", "withdrawn", lambda debt: rows(debt).update(withdrawn_on=None)),
    ("instalment_once", "draft", lambda debt: first(debt).update(position=2)),
    ("instalment_amount", "draft", lambda debt: first(debt).update(amount=0)),
    ("instalment_paid_within_amount", "confirmed", lambda debt: first(debt).update(paid=Decimal("40000.01"))),
    ("instalment_paid_within_amount", "confirmed", lambda debt: first(debt).update(paid=-1)),
    ("payment_or_reversal", "confirmed", lambda debt: entered(debt, "-1.00")),
    ("payment_or_reversal", "confirmed", lambda debt: entered(debt, "1.00", reason="退回")),
    ("payment_or_reversal", "paid", lambda debt: entered(debt, "-40000.00", reverses=debt.payments.get())),
    ("allocation_once", "paid", lambda debt: allocated(debt, 1, "1.00")),
    ("allocation_amount", "paid", lambda debt: allocated(debt, 2, "0.00")),
    ("creditor_answer_once", "paid", lambda debt: answer(debt).update(answer="received")),
    ("creditor_answer_once", "paid", lambda debt: answer(debt).update(code_sealed="")),
    (
        "creditor_contradicts_in_words",
        "paid",
        lambda debt: answer(debt).update(answer="contradicted", code_sealed="", answered_at=timezone.now()),
    ),
    ("overdue_year_once", "draft", lambda debt: [published(debt), published(debt)]),
]


@pytest.mark.parametrize(("name", "state", "change"), CASES)
def test_the_database_refuses(at, name, state, change):
    made = at(state)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change(made)


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_share_too_much_does_not_balance(at):
    made = at("paid")
    check_now()
    with pytest.raises(DatabaseError, match="is not allocated"), transaction.atomic():
        allocated(made, 2, "1.00")
        check_now()


@pytest.mark.parametrize("change", [lambda rows: rows.update(amount=5), lambda rows: rows.delete()])
@pytest.mark.parametrize("model", [Allocation, OverdueYear])
def test_shares_and_what_was_published_stay_as_they_were(at, model, change):
    published(at("paid"))
    assert model.objects.exists()
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        change(model.objects.all())
