"""Debts of 市人社局: entered by 林晓舟, confirmed by 何静文."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from commitments.debts import services
from commitments.debts.models import Debt


@pytest.fixture(autouse=True)
def today():
    """Contract and plan lie around this day; a day in the future, since events are dated by the database."""
    with time_machine.travel("2027-03-10 10:00+08:00", tick=False):
        yield date(2027, 3, 10)


@pytest.fixture
def facts(agencies):
    """facts(principal=…): a contract over 100,000 in two instalments, the first of which is due in ten days."""

    def make(**changed):
        today = timezone.localdate()
        return {
            "agency": agencies["市人社局"],
            "creditor": "云澜市景明装饰有限公司",
            "creditor_kind": "small_firm",
            "telephone": "0499-5550123",
            "ground": "contract",
            "paper_name": "服务大厅改造合同",
            "paper_number": "YL-2027-08",
            "paper_on": today - timedelta(days=60),
            "principal": Decimal("100000.00"),
            "plan": [(today + timedelta(days=10), Decimal("40000.00")), (today + timedelta(days=100), Decimal("60000.00"))],
        } | changed

    return make


@pytest.fixture
def draft(facts, actor):
    return lambda **changed: services.enter_debt(by=actor("lin"), **facts(**changed))


@pytest.fixture
def debt(draft, actor):
    """debt(…) is confirmed."""
    return lambda **changed: services.confirm_debt(debt=draft(**changed), by=actor("he"))


@pytest.fixture
def pay(actor, paper):
    """pay(debt, "40000.00"): by the clerk, today, with a voucher."""

    def make(debt, amount, by="lin", **changed):
        words = {"paid_on": timezone.localdate(), "files": [paper("回单.txt")]} | changed
        return services.pay_debt(debt=debt, by=actor(by), amount=Decimal(amount), **words)

    return make


@pytest.fixture
def now():
    """now(debt): as it stands in the database."""
    return lambda row: Debt.objects.get(pk=row.pk)
