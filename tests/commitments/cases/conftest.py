"""Applications at the window of 市人社局, received by 林晓舟, decided by 何静文; asked in parallel: 市住建局 and 市市场监管局."""

from datetime import date

import pytest
import time_machine

from commitments.cases import services
from commitments.cases.models import ServiceCase
from commitments.items import services as items
from core.accounts.models import Membership, User
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from tests.commitments.items.guides import guide_facts


@pytest.fixture
def clock():
    """clock("2027-03-24") goes on to that day; days in the future, since events are dated by the database."""
    with time_machine.travel("2027-03-10 10:00+08:00", tick=False) as traveller:  # a Wednesday

        def go_to(day, deliver=True):
            traveller.move_to(f"{day} 10:00+08:00")
            if deliver:
                sweep()
                deliver_all()
            return date.fromisoformat(day)

        yield go_to


@pytest.fixture(autouse=True)
def today(clock):
    return date(2027, 3, 10)


@pytest.fixture
def guide(agencies, actor):
    """guide(…): a published licence of 市人社局, promised in 10 working days, 20 by law."""

    def make(**changed):
        item = items.create_item(by=actor("lin"), agency=agencies["市人社局"], **guide_facts(**changed))
        item = items.submit_item(item=item, by=actor("lin"))
        return items.publish_item(item=item, by=actor("he")).versions.get()

    return make


@pytest.fixture
def joint(guide, agencies):
    """A parallel licence: 30 working days promised, 45 by law, 10 for the others."""
    return lambda **changed: guide(participants=(agencies["市住建局"], agencies["市市场监管局"]), promised_days=30, **changed)


@pytest.fixture
def received(guide, actor):
    """received(): an application that was handed in today."""

    def make(by="lin", version=None):
        words = {"applicant": "云澜市百川人力资源有限公司", "contact": "0499-5550177"}
        return services.open_case(guide=version or guide(), by=actor(by), **words)

    return make


@pytest.fixture
def accepted(received, actor):
    return lambda **words: services.accept_case(case=received(**words), by=actor("lin"))


@pytest.fixture
def proposed(accepted, actor):
    return lambda **words: services.propose_decision(case=accepted(**words), by=actor("lin"), reason="现场核查符合条件，建议准予。")


@pytest.fixture
def decided(proposed, actor):
    """decided(): granted. decided(outcome="refused", …)."""

    def make(version=None, **words):
        words = {"outcome": "granted", "reason": "符合条件"} | words
        return services.decide_case(case=proposed(version=version), by=actor("he"), **words)

    return make


@pytest.fixture
def hire(agencies):
    """hire("mo", "市人社局", "clerk"): one more person there."""

    def make(username, agency, role):
        user = User.objects.create(username=username, name=username, email=f"{username}@yunlan.example")
        Membership.objects.create(user=user, agency=agencies[agency], role=role, starts_on=date(2024, 1, 1))
        return user

    return make


@pytest.fixture
def now():
    """now(case): as it stands in the database."""
    return lambda row: ServiceCase.objects.get(pk=row.pk)


@pytest.fixture
def limit():
    """limit(case, "case_promise"): the newest of that purpose."""
    return lambda subject, purpose: subject.deadlines.filter(purpose=purpose).order_by("pk").last()
