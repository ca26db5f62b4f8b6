"""Urging 市人社局: by 江望舒 or 卫平章, or by the system."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from commitments.register.services import register
from commitments.urging import services
from commitments.urging.models import Urge
from core.deadlines.sweep import sweep
from core.events.services import deliver_all


@pytest.fixture(autouse=True)
def clock():
    """A Wednesday in the future; clock.move_to() goes on from there."""
    with time_machine.travel("2027-03-10 10:00+08:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def today(clock):
    return date(2027, 3, 10)


@pytest.fixture
def urge(commitment, actor):
    """urge(by="wei", …) urges the commitment, or those that are named."""

    def make(*commitments, by="jiang", reason="进度落后，请报告原因。", **changed):
        return services.urge(commitments=commitments or [commitment], reason=reason, by=actor(by), **changed)

    return make


@pytest.fixture
def assigned(promise, actor, kind):
    """An assignment of 市人社局 that is urged by rule: due in 20 days, to be acknowledged within 2 working days."""
    due_on = timezone.localdate() + timedelta(days=20)
    given = promise(
        kind=kind("leader_assignment"), due_on=due_on, extra={"assigned_at": "市政府常务会议"}, promised_on=timezone.localdate()
    )
    return register(by=actor("jiang"), **given)


@pytest.fixture
def until(clock):
    """until(day): that morning, the sweep has looked and everything was told."""

    def go(day):
        clock.move_to(f"{day.isoformat()} 09:00+08:00")
        sweep()
        deliver_all()

    return go


@pytest.fixture
def now():
    """now(urge): as it stands in the database."""
    return lambda one: Urge.objects.get(pk=one.pk)
