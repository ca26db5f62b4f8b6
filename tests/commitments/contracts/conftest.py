"""Contracts of 市人社局: entered by 林晓舟, put in force by 何静文."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from commitments.contracts import services
from commitments.contracts.models import Contract, ContractKind


@pytest.fixture(autouse=True)
def today():
    """A Wednesday in the future, since events are dated by the database."""
    with time_machine.travel("2027-03-10 10:00+08:00", tick=False):
        yield date(2027, 3, 10)


@pytest.fixture
def facts(agencies, paper):
    """facts(kind="procurement", …): an agreement signed ten days ago with duties in ten and in a hundred days."""

    def make(kind="investment", **changed):
        today = timezone.localdate()
        return {
            "kind": ContractKind.objects.get(code=kind),
            "agency": agencies["市人社局"],
            "title": "实训基地共建协议",
            "counterparty": "云澜市景明装饰有限公司",
            "counterparty_kind": "firm",
            "amount": Decimal("360000.00"),
            "signed_on": today - timedelta(days=10),
            "duties": [(today + timedelta(days=10), "移交场地"), (today + timedelta(days=100), "拨付共建资金")],
            "files": [paper("合同.txt")],
        } | changed

    return make


@pytest.fixture
def draft(facts, actor):
    return lambda **changed: services.enter_contract(by=actor("lin"), **facts(**changed))


@pytest.fixture
def contract(draft, actor):
    """contract(…) is in force."""
    return lambda **changed: services.confirm_contract(contract=draft(**changed), by=actor("he"))


@pytest.fixture
def now():
    """now(contract): as it stands in the database."""
    return lambda row: Contract.objects.get(pk=row.pk)
