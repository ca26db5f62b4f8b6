"""Repairs of su's record about 市住建局, which ye confirmed: tang applies, meng accepts and proposes, song decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from credit_records.records.models import LeniencyGround
from credit_records.repair import services

WORDS = {"rectification": "工程款已于6月28日付清。", "duties": "没有其他义务。", "promise": "不再拖欠工程款。"}


def paper():
    return SimpleUploadedFile("付款凭证.txt", "已付清。".encode(), "text/plain")


@pytest.fixture
def repairable(in_force):
    """repairable() is a public record whose floor has passed."""

    def make(**changes):
        record = in_force(**changes)
        record.repairable_on = record.effective_on
        record.save(update_fields=["repairable_on"])
        return record

    return make


@pytest.fixture
def apply(actor):
    return lambda record, by="tang", **changes: services.apply_for_repair(
        record=record, by=actor(by), **({"files": [paper()]} | WORDS | changes)
    )


@pytest.fixture
def ask_leniency(actor):
    """ask_leniency(record) asks to be spared the measures, on the first ground of the catalogue that allows it."""

    def make(record, by="tang", **changes):
        ground = LeniencyGround.objects.filter(may_exempt=True).first()
        words = {"files": [paper()], "leniency": "exempt", "ground": ground} | WORDS | changes
        return services.apply_for_leniency(record=record, by=actor(by), **words)

    return make


@pytest.fixture
def filed(repairable, apply):
    return lambda **changes: apply(repairable(**changes))


@pytest.fixture
def accepted(filed, actor):
    return lambda **changes: services.accept_repair(application=filed(**changes), by=actor("meng"))


@pytest.fixture
def propose(actor):
    return lambda application, outcome="approved", by="meng": services.propose_repair(
        application=application, by=actor(by), outcome=outcome, opinion="核对了付款凭证。"
    )


@pytest.fixture
def proposed(accepted, propose):
    return lambda outcome="approved", **changes: propose(accepted(**changes), outcome)


@pytest.fixture
def decide(actor):
    return lambda application, by="song": services.decide_repair(application=application, by=actor(by), reason="条件全部满足。")
