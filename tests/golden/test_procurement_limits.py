"""The limits of the procurement law, worked out by hand (procurement_limits.json holds the working), as the clerk's entry starts them."""

import json
from datetime import date
from pathlib import Path

import pytest

from commitments.contracts import services
from commitments.contracts.models import ContractKind

CASES = json.loads((Path(__file__).parent / "procurement_limits.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_each_limit_is_as_worked_out_by_hand(case, agencies, actor):
    contract = services.enter_contract(
        by=actor("lin"),
        kind=ContractKind.objects.get(code="procurement"),
        agency=agencies["市人社局"],
        title="档案数字化服务采购合同",
        counterparty="云澜市景明信息技术有限公司",
        counterparty_kind="firm",
        duties=[(date(2030, 12, 31), "支付服务费")],
    )
    if case["event"] == "signed_on":
        services.enter_day(contract=contract, event="award_notice_on", on=date.fromisoformat(case["on"]), by=actor("lin"))
    services.enter_day(contract=contract, event=case["event"], on=date.fromisoformat(case["on"]), by=actor("lin"))
    deadline = contract.deadlines.get(purpose=case["purpose"])
    assert deadline.due_on == date.fromisoformat(case["due"]), case["working"]
    assert not deadline.is_provisional
