"""A/B roles (A、B角零缺位制): who answers for an application has its limits, and while away the substitute has them."""

from datetime import date

import pytest

from commitments.cases import services
from core.accounts.actor import Actor
from core.duties.services import go_on_leave
from core.events.services import deliver_all
from core.notices.models import Notice
from portal.work.queries import mine

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(hire):
    """Two more clerks of 市人社局."""
    return [hire(name, "市人社局", "clerk") for name in ("mo", "ning")]


def tasks(user):
    return set(mine(Actor.of(type(user).objects.get(pk=user.pk))).values_list("purpose", flat=True))


def test_the_limits_are_of_who_was_asked_first(accepted, people, colleagues):
    accepted()
    assert tasks(people["lin"]) == {"case_promise", "case_law"}
    assert tasks(colleagues[0]) == set()


def test_while_a_is_away_b_has_them_and_is_warned(accepted, people, colleagues, actor, clock):
    accepted()
    go_on_leave(user=people["lin"], substitute=colleagues[0], starts_on=date(2027, 3, 11), ends_on=date(2027, 3, 31), by=actor("lin"))
    clock("2027-03-17")  # 5 working days before the promise ends
    assert tasks(colleagues[0]) == {"case_promise", "case_law"} and tasks(colleagues[1]) == set()
    warned = Notice.objects.filter(title__contains="人力资源服务许可", event__name="deadline_warned")
    assert set(warned.values_list("user__username", flat=True)) == {"mo"}


def test_b_acts_for_a(received, people, colleagues, actor, clock, now):
    case = received()
    go_on_leave(user=people["lin"], substitute=colleagues[0], starts_on=date(2027, 3, 11), ends_on=date(2027, 3, 31), by=actor("lin"))
    clock("2027-03-12")
    case = services.accept_case(case=now(case), by=Actor.of(colleagues[0]))
    assert case.responsible == people["lin"] and tasks(colleagues[0]) == {"case_promise", "case_law"}


def test_what_waits_for_a_decision_is_every_reviewers(proposed, people, colleagues):
    proposed()
    deliver_all()
    assert tasks(people["he"]) == {"case_promise", "case_law"}
