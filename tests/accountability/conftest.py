"""A deadline of 市住建局 that was missed, the clue from it, and the case: jiang opens and investigates, qin handles and decides."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from accountability.cases import services as cases
from accountability.cases.models import Ground, Measure
from accountability.complaints.models import Clue
from accountability.complaints.services import register_clue
from core.deadlines.services import Limit, start_many
from core.deadlines.sweep import sweep
from core.directory.models import CivilServant
from core.events.models import Delivery
from core.events.services import deliver_all
from core.rules.models import Rule

TODAY = date(2026, 9, 21)
# one of each role in the agency concerned and outside it; the whole cast would only take longer
WHO = ("lin", "he", "tang", "qiao", "ye", "jiang", "wei", "qin", "admin")
SUPERVISION = {"jiang", "wei", "qin"}
STARTED = date(2026, 8, 3)
FINDING = "该局没有安排人手，也没有报告困难。"
DECISION = "责令顾长青作出书面检查。"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-09-21T10:00:00+08:00", tick=False):
        yield TODAY


@pytest.fixture
def start_deadlines(agencies):
    """start_deadlines(3) are three limits of 市住建局, each about an agency of its own making, 20 working days from 3 August."""

    def start(count=1, purpose="fulfil", agency="市住建局"):
        rule = Rule.objects.in_force("disc_proactive")
        first = 10**6 * agencies[agency].pk
        subjects = [type(agencies[agency])(pk=first + number) for number in range(count)]
        return start_many([Limit(one, purpose, "石桥农贸市场改造", agencies[agency].pk, rule, STARTED) for one in subjects])

    return start


@pytest.fixture
def miss(start_deadlines):
    """miss() lets the limits run out: the sweep marks them, the handlers are told."""

    def run_out(*args, **kwargs):
        deadlines = start_deadlines(*args, **kwargs)
        sweep(at=max(deadline.due_on for deadline in deadlines) + timedelta(days=1))
        deliver()
        return deadlines

    return run_out


def deliver():
    """Tell the handlers now: the database, whose clock nobody turned, has dated the deliveries."""
    Delivery.objects.update(next_attempt_at=timezone.now())
    deliver_all()


@pytest.fixture
def clue(miss):
    miss()
    return Clue.objects.get()


@pytest.fixture
def reported_clue(actor, agencies):
    return register_clue(agency=agencies["市住建局"], title="窗口不收材料", text="三次去都说没人。", source="report", by=actor("jiang"))


@pytest.fixture
def respondent(agencies):
    return CivilServant.objects.get(name="顾长青", agency=agencies["市住建局"])


@pytest.fixture
def ground(db):
    return Ground.objects.get(code="orders_not_executed")


@pytest.fixture
def measure(db):
    return Measure.objects.get(code="written_self_criticism")


@pytest.fixture
def make_case(clue, ground, measure, respondent, actor, people):
    """make_case(state="investigating", finding=True) is a case that went the whole way to that state."""

    def make(state="open", finding=False):
        words = {"title": "市住建局顾长青未按期改造农贸市场", "facts": "到期没有开市。"}
        case = cases.open_case(clue=clue, ground=ground, respondent=respondent, by=actor("jiang"), **words)
        if state == "open":
            return case
        case = cases.assign_handler(case=case, handler=people["qin"], by=actor("jiang"))
        if finding or state in ("closed", "dismissed"):
            case = cases.record_finding(case=case, finding=FINDING, by=actor("jiang"))
        if state == "closed":
            case = cases.close_case(case=case, measure=measure, decision=DECISION, by=actor("qin"), publish=True)
        if state == "dismissed":
            case = cases.dismiss_case(case=case, decision="已经及时补救。", by=actor("qin"))
        return case

    return make
