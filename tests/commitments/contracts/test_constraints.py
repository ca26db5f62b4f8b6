"""What the database itself refuses of contracts, each constraint by name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from commitments.contracts import services
from commitments.contracts.models import Contract, ContractDuty, ContractStage

pytestmark = pytest.mark.django_db


def rows(contract):
    return Contract.objects.filter(pk=contract.pk)


def duty(contract):
    return ContractDuty.objects.filter(contract=contract, position=1)


def stage(contract):
    return ContractStage.objects.filter(contract=contract, position=1)


DAY = date(2027, 3, 1)
CASES = [
    ("contract_amount", lambda contract: rows(contract).update(amount=0)),
    ("contract_confirmed_by_another", lambda contract: rows(contract).update(confirmed_by=F("created_by"))),
    ("contract_confirmed_by_another", lambda contract: rows(contract).update(signed_on=None)),
    ("contract_duty_once", lambda contract: duty(contract).update(position=2)),
    ("contract_duty_has_text", lambda contract: duty(contract).update(text="")),
    ("contract_stage_once", lambda contract: stage(contract).update(position=2)),
    ("contract_stage_has_its_person", lambda contract: stage(contract).update(began_on=DAY)),
    ("contract_stage_ends_after_it_begins", lambda contract: stage(contract).update(ended_on=DAY)),
    (
        "contract_stage_ends_after_it_begins",
        lambda contract: stage(contract).update(responsible="陈科", began_on=DAY, ended_on=date(2027, 2, 28)),
    ),
]


@pytest.mark.parametrize(("name", "change"), CASES)
def test_the_database_refuses(contract, name, change):
    made = contract()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change(made)


def test_what_was_settled_stays_in_words(contract, actor, paper):
    made = services.breach_contract(contract=contract(), by=actor("he"), reason="没有按期移交")
    made.duties.update(commitment=None)  # nothing is open any more
    services.settle_contract(contract=made, by=actor("he"), settlement="延期移交，另行补偿。", files=[paper("协议.txt")])
    with pytest.raises(IntegrityError, match="contract_settled_in_words"), transaction.atomic():
        rows(made).update(settlement="")
