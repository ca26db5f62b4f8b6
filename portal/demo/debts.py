"""The debts of the demo city: one that is being paid, with an answer of the creditor; one that waits to be confirmed."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commitments.debts import services
from core.accounts.actor import Actor


def owe_debts(agencies, actors):
    """市住建局 owes a small firm: the first instalment is late and was paid in part; 市人社局 has entered another debt."""
    today = timezone.localdate()
    plan = [(today - timedelta(days=40), Decimal("300000.00")), (today + timedelta(days=50), Decimal("500000.00"))]
    draft = entered(agencies["市住建局"], actors["tang"], "云澜市远山建筑有限公司", plan, "滨江路人行道改造施工合同")
    debt = services.confirm_debt(debt=draft, by=actors["qiao"])
    paid = {"amount": Decimal("120000.00"), "paid_on": today - timedelta(days=10), "files": [voucher()]}
    payment = services.pay_debt(debt=debt, by=actors["tang"], **paid)
    services.answer_payment(code=payment.answer.code, answer="received", by=Actor.of(AnonymousUser()))
    plan = [(today + timedelta(days=90), Decimal("86000.00"))]
    entered(agencies["市人社局"], actors["lin"], "云澜市景明装饰有限公司", plan, "服务大厅改造合同")


def entered(agency, clerk, creditor, plan, paper_name):
    return services.enter_debt(
        by=clerk,
        agency=agency,
        creditor=creditor,
        creditor_kind="small_firm",
        email="caiwu@firm.example",
        ground="contract",
        paper_name=paper_name,
        paper_on=timezone.localdate() - timedelta(days=200),
        principal=sum(amount for _on, amount in plan),
        plan=plan,
    )


def voucher():
    return SimpleUploadedFile("银行回单.txt", "银行回单（演示）".encode(), content_type="text/plain")
