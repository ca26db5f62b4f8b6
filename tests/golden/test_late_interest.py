"""Late interest worked out by hand from 保障中小企业款项支付条例 (late_interest.json holds the arithmetic)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commitments.debts.interest import late_interest, total
from commitments.debts.models import Debt
from commitments.debts.queries import rates_of

CASES = json.loads((Path(__file__).parent / "late_interest.json").read_text())["cases"]
day = date.fromisoformat


def lines_of(case, rates):
    payments = [(day(on), Decimal(amount)) for on, amount in case["payments"]]
    return late_interest(
        due_on=day(case["due_on"]), amount=Decimal(case["amount"]), payments=payments, rates=rates, as_of=day(case["as_of"])
    )


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_line_is_as_worked_out_by_hand(case):
    percent = Decimal(case["percent"]) if "percent" in case else None
    rates = rates_of(Debt(creditor_kind="small_firm", rate_kind=case["rate"], rate=percent))
    lines = lines_of(case, rates)
    assert [[str(one.first), str(one.last), one.days, str(one.base), str(one.amount)] for one in lines] == case["lines"]
    assert str(total(lines)) == case["total"]
