"""A year of commitments, each with its end, and the assessment of that year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from commitments.assessment import services
from commitments.fulfilment.services import claim_fulfilment, verify_claim
from commitments.register.public import publish_commitments
from commitments.register.services import register
from core.deadlines.sweep import sweep

CHINA = ZoneInfo("Asia/Shanghai")


def at(*day):
    return time_machine.travel(datetime(*day, 10, tzinfo=CHINA), tick=False)


@pytest.fixture
def promised(promise, actor):
    """promised("改造窗口", date(2027, 6, 30)): a commitment of 市人社局, registered on 11 January 2027."""

    def make(title, due_on=date(2027, 6, 30), **changed):
        with at(2027, 1, 11):
            told = promise(title=title, promised_on=date(2027, 1, 11), due_on=due_on, **changed)
            return register(by=actor("lin"), **told)

    return make


@pytest.fixture
def claimed(actor):
    """claimed(commitment, on, grade): claimed that day by its clerk, verified by its reviewer; without a grade it waits."""

    def make(commitment, on, grade=""):
        paper = SimpleUploadedFile("验收单.txt", "验收合格。".encode(), "text/plain")
        with at(on.year, on.month, on.day):
            claim_fulfilment(commitment=commitment, text="逐条做到。", by=actor("lin"), files=[paper])
            if grade:
                reason = "" if grade == "kept" else "核对过材料"
                verify_claim(commitment=commitment, grade=grade, by=actor("he"), reason=reason)
        return commitment

    return make


@pytest.fixture
def year(promised, claimed, actor):
    """2027 of 市人社局: {what became of it: commitment}."""
    made = {name: promised(name) for name in ("按期", "逾期兑现", "部分兑现", "没有兑现", "逾期没办完", "在核验")}
    made["明年到期"] = promised("明年到期", date(2028, 3, 31))
    made["年底到期"] = promised("年底到期", date(2027, 12, 31))
    claimed(made["按期"], date(2027, 6, 20), "kept")
    claimed(made["部分兑现"], date(2027, 6, 20), "partly_kept")
    claimed(made["没有兑现"], date(2027, 6, 20), "broken")
    claimed(made["在核验"], date(2027, 6, 21))
    with at(2027, 7, 2):
        sweep()
        publish_commitments([made["逾期没办完"].pk])
    for one in made.values():
        one.refresh_from_db()
    claimed(made["逾期兑现"], date(2027, 7, 9), "kept")
    return made


@pytest.fixture
def draft(year, actor):
    """The assessment of 2027 as computed on 20 December by jiang."""
    with at(2027, 12, 20):
        return services.begin(year=2027, by=actor("jiang"))


@pytest.fixture
def published(draft, actor):
    with at(2027, 12, 28):
        return services.publish(assessment=draft, words="总体较好，两项没有按期办成。", by=actor("wei"))
