"""What the addresses of debts are about, like targets.py: debts of 市人社局."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.debts import services
from tests.architecture.access.targets import paper, pk


def made_debt(city):
    today, amount = timezone.localdate(), Decimal("100000.00")
    return services.enter_debt(
        by=city.actor("clerk"),
        agency=city.own,
        creditor="云澜市景明装饰有限公司",
        creditor_kind="small_firm",
        ground="contract",
        paper_name="服务大厅改造合同",
        paper_on=today - timedelta(days=30),
        principal=amount,
        plan=[(today + timedelta(days=30), amount)],
    )


def confirmed_debt(city):
    return services.confirm_debt(debt=made_debt(city), by=city.actor("reviewer"))


def draft_debt(city):
    return pk(made_debt(city))


def debt(city):
    return pk(confirmed_debt(city))


def payment(city):
    words = {"amount": Decimal("1000.00"), "paid_on": timezone.localdate(), "files": [paper()]}
    return pk(services.pay_debt(debt=confirmed_debt(city), by=city.actor("clerk"), **words))
