"""The limits of applications as they were worked out by hand from the Licensing Law (行政许可法) and the work calendar, step by step.

The days are of 2026, whose calendar is known. The clock is turned back, so what the sweep says is handed to the handlers directly.
"""

import json
from datetime import date
from pathlib import Path

import pytest
import time_machine

from commitments.cases import handlers, services
from commitments.cases.models import ServiceCase
from commitments.items import services as items
from core.deadlines.sweep import sweep
from core.events.models import Event
from tests.commitments.items.guides import guide_facts

pytestmark = pytest.mark.django_db
CASES = json.loads((Path(__file__).parent / "service_limits.json").read_text(encoding="utf-8"))


class Window:
    """Takes the steps of a case for the cast."""

    def __init__(self, agencies, actor, joint):
        self.actor, self.made = actor, None
        others = {"participants": (agencies["市住建局"], agencies["市市场监管局"]), "promised_days": 30} if joint else {}
        item = items.create_item(by=actor("lin"), agency=agencies["市人社局"], **guide_facts(**others))
        item = items.publish_item(item=items.submit_item(item=item, by=actor("lin")), by=actor("he"))
        self.guide, self.joint = item.versions.get(), joint

    def case(self):
        return ServiceCase.objects.get(pk=self.made.pk)

    def receive(self):
        self.made = services.open_case(guide=self.guide, applicant="百川公司", contact="0499-5550177", by=self.actor("lin"))

    def nothing(self):
        sweep()
        missed = list(Event.objects.filter(name="deadline_missed"))
        handlers.accept_silently(missed)
        handlers.consent_silently(missed)

    def accept(self):
        services.accept_case(case=self.case(), by=self.actor("lin"))

    def notify(self):
        services.notify_missing(case=self.case(), papers=["营业执照", "场所证明"], by=self.actor("lin"))

    def supply(self):
        services.supply_papers(case=self.case(), papers=["营业执照", "场所证明"], by=self.actor("lin"))

    def extend(self, amount):
        by = self.actor("jiang" if self.joint else "he")
        services.extend_case(case=self.case(), amount=amount, reason="案情复杂", by=by)

    def pause(self, kind):
        services.pause_case(case=self.case(), kind=kind, reason="约两周", by=self.actor("lin"))

    def resume(self):
        services.resume_case(case=self.case(), by=self.actor("lin"))

    def object(self):
        services.answer_opinion(
            opinion=self.case().opinions.order_by("pk")[0], answer="objected", words="不符合规划", by=self.actor("tang")
        )

    def decide(self):
        case = services.propose_decision(case=self.case(), reason="建议准予", by=self.actor("lin"))
        services.decide_case(case=case, outcome="granted", reason="符合条件", by=self.actor("he"))


def day(words):
    return words and date.fromisoformat(words)


@pytest.mark.parametrize("row", CASES, ids=[row["name"].replace(" ", "-") for row in CASES])
def test_by_hand(row, agencies, actor):
    with time_machine.travel(f"{row['steps'][0][0]} 09:00+08:00", tick=False) as clock:
        window = Window(agencies, actor, row["joint"])
        for when, step, *words in row["steps"]:
            clock.move_to(f"{when} 10:00+08:00")
            getattr(window, step)(*words)
    case = window.case()
    due = {limit.purpose: limit.due_on for limit in case.deadlines.live()}
    assert due == {purpose: day(words) for purpose, words in row["due"].items()}, row["working"]
    if "state" in row:
        assert (case.state, case.accepted_on, case.accepted_by_silence) == (row["state"], day(row["accepted_on"]), row["silent"])
    if "opinions" in row:
        opinions = list(case.opinions.order_by("pk"))
        assert [one.state for one in opinions] == row["opinions"]["state"]
        assert {one.deadlines.get().due_on for one in opinions} == {day(row["opinions"]["due"])}
