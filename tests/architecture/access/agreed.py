"""What the addresses of contracts are about, like targets.py: contracts of 市人社局."""

from datetime import timedelta

from django.utils import timezone

from commitments.contracts import services
from commitments.contracts.models import ContractKind
from tests.architecture.access.targets import paper, pk


def made_contract(city, kind="investment"):
    today = timezone.localdate()
    return services.enter_contract(
        by=city.actor("clerk"),
        kind=ContractKind.objects.get(code=kind),
        agency=city.own,
        title="实训基地共建协议",
        counterparty="云澜市景明装饰有限公司",
        counterparty_kind="firm",
        duties=[(today + timedelta(days=30), "移交场地")],
        signed_on=today,
        files=[paper()],
    )


def contract_in_force(city):
    return services.confirm_contract(contract=made_contract(city), by=city.actor("reviewer"))


def draft_contract(city):
    return pk(made_contract(city))


def procurement_contract(city):
    return pk(made_contract(city, "procurement"))


def contract(city):
    return pk(contract_in_force(city))


def breached_contract(city):
    made = contract_in_force(city)
    return pk(services.breach_contract(contract=made, by=city.actor("reviewer"), reason="没有移交场地"))


def contract_stage(city):
    return pk(made_contract(city).stages.first())


def contract_duty(city):
    return pk(contract_in_force(city).duties.get())
