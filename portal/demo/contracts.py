"""The contracts of the demo city: an investment agreement in force whose first duty waits, and a procurement whose limits run."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.contracts import services
from commitments.contracts.models import ContractKind


def sign_contracts(agencies, actors):
    """市住建局 owes an investor two duties; 市人社局 has bought a system and has to publish and file the contract."""
    today = timezone.localdate()
    duties = [(today + timedelta(days=30), "完成场地平整并移交"), (today + timedelta(days=120), "接通供水、供电和道路")]
    facts = {"title": "云澜市智能装备产业园投资协议", "counterparty": "云澜市远山装备制造有限公司", "amount": Decimal("36000000.00")}
    draft = entered("investment", agencies["市住建局"], actors["tang"], duties, signed_on=today - timedelta(days=20), **facts)
    first, second, *_rest = draft.stages.all()
    days = {"planned_on": today - timedelta(days=60), "began_on": today - timedelta(days=90), "ended_on": today - timedelta(days=62)}
    services.update_stage(stage=first, by=actors["tang"], responsible="招商科科长", **days)
    services.update_stage(stage=second, by=actors["tang"], responsible="法规科科长", began_on=today - timedelta(days=60))
    services.confirm_contract(contract=draft, by=actors["qiao"])
    facts = {"title": "档案数字化服务采购合同", "counterparty": "云澜市景明信息技术有限公司", "amount": Decimal("480000.00")}
    bought = entered(
        "procurement", agencies["市人社局"], actors["lin"], [(today + timedelta(days=60), "验收合格后支付首期服务费")], **facts
    )
    for event, ago in (("supplier_on", 3), ("award_notice_on", 2), ("result_published_on", 2), ("signed_on", 0)):
        services.enter_day(contract=bought, event=event, on=today - timedelta(days=ago), by=actors["lin"])


def entered(kind, agency, clerk, duties, **facts):
    return services.enter_contract(
        by=clerk,
        kind=ContractKind.objects.get(code=kind),
        agency=agency,
        counterparty_kind="firm",
        duties=duties,
        files=[SimpleUploadedFile("合同文本.txt", "合同文本（演示）".encode(), content_type="text/plain")],
        **facts,
    )
