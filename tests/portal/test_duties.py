"""我的待办 as a queue: whose task it is, handing over in bulk, and A、B角 while somebody is away."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.accounts.models import Membership, Role, User
from core.deadlines.sweep import sweep
from core.duties.models import Absence, Assignment
from core.duties.services import come_back, go_on_leave
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from portal.work import queries, services
from tests.commitments.conftest import promise  # noqa: F401  the promise of the cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def kind(db):
    return lambda code: CommitmentKind.objects.get(code=code)


@pytest.fixture
def mate(agencies, people):
    """A second clerk of 市人社局."""
    user = User.objects.create(username="mate", name="余代办")
    Membership.objects.create(user=user, agency=agencies["市人社局"], role="clerk")
    people["mate"] = user
    return user


@pytest.fixture
def task(promise, actor):  # noqa: F811
    """task(title=…): the limit of a promise of 市人社局."""
    return lambda **changed: register(by=actor("su"), **promise(**changed)).deadline


def found_by(actor, *names):
    """Which of the people find the tasks in their queue."""
    return {name for name in names if queries.mine(actor(name)).exists()}


def code(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value.code


def test_what_is_nobodys_everybody_of_the_role_finds_and_what_is_taken_only_one(task, mate, actor, people):
    one = task()
    assert found_by(actor, "lin", "mate") == {"lin", "mate"}
    services.hand_over(keys=[one.pk], user=people["lin"], by=actor("lin"))
    assert found_by(actor, "lin", "mate") == {"lin"}
    assert queries.of_agencies(actor("mate")).count() == 1
    services.give_back(keys=[one.pk], by=actor("lin"))
    assert found_by(actor, "lin", "mate") == {"lin", "mate"}


def test_who_had_it_before_stays_readable(task, mate, actor, people):
    one = task()
    services.hand_over(keys=[one.pk], user=people["lin"], by=actor("lin"))
    services.hand_over(keys=[one.pk], user=mate, by=actor("lin"))
    told = Assignment.objects.filter(deadline=one).order_by("id")
    assert [(row.user.username, row.ended_at is None) for row in told] == [("lin", False), ("mate", True)]


@pytest.mark.parametrize(("who", "outcome"), [("lin", 1), ("mate", "refused"), ("he", 1), ("tang", "nothing_chosen")])
def test_ones_own_task_is_passed_on_and_anothers_only_by_the_reviewer(who, outcome, task, mate, actor, people):
    one = task()
    services.hand_over(keys=[one.pk], user=people["lin"], by=actor("lin"))
    given = {"keys": [one.pk], "user": mate, "by": actor(who)}
    assert services.hand_over(**given) == 1 if outcome == 1 else code(services.hand_over, **given) == outcome


@pytest.mark.parametrize("who", ["he", "tang"])
def test_nobody_gets_a_task_that_is_not_of_their_role(who, task, actor, people):
    assert code(services.hand_over, keys=[task().pk], user=people[who], by=actor("he")) == "bad_user"


def test_many_at_once_cost_as_many_statements_as_one(task, mate, actor, django_assert_max_num_queries):
    keys = [task(title=f"任务{n}").pk for n in range(12)]
    services.hand_over(keys=keys[:1], user=mate, by=actor("he"))
    with django_assert_max_num_queries(16):
        assert services.hand_over(keys=keys, user=mate, by=actor("he")) == 11


def test_the_new_owner_gets_one_notice_for_all(task, mate, actor):
    keys = [task(title=f"任务{n}").pk for n in range(3)]
    services.hand_over(keys=keys, user=mate, by=actor("he"))
    deliver_all()
    assert Notice.objects.filter(user=mate, title__contains="转给你3件").count() == 1


def test_the_task_of_one_who_left_is_everybodys_again(task, mate, actor):
    services.hand_over(keys=[task().pk], user=mate, by=actor("he"))
    assert found_by(actor, "lin") == set()
    mate.memberships.update(starts_on=timezone.localdate() - DAY, ends_on=timezone.localdate())
    assert found_by(actor, "lin") == {"lin"}


def leave(people, actor, **changed):
    today = timezone.localdate()
    given = {"user": people["lin"], "substitute": people["mate"], "starts_on": today, "ends_on": today + 3 * DAY} | changed
    return go_on_leave(by=actor("lin"), **given)


def test_while_a_is_away_b_has_the_tasks_too(task, mate, actor, people):
    services.hand_over(keys=[task().pk], user=people["lin"], by=actor("lin"))
    away = leave(people, actor)
    assert found_by(actor, "lin", "mate") == {"lin", "mate"}
    come_back(absence=away, by=actor("lin"))
    assert found_by(actor, "lin", "mate") == {"lin"}


def test_from_an_absence_that_is_over_nobody_comes_back(mate, actor, people):
    away = leave(people, actor)
    with time_machine.travel(timezone.now() + 10 * DAY):
        assert code(come_back, absence=away, by=actor("lin")) == "over"


def test_before_the_first_and_after_the_last_day_nobody_stands_in(task, mate, actor, people):
    services.hand_over(keys=[task().pk], user=people["lin"], by=actor("lin"))
    leave(people, actor, starts_on=timezone.localdate() + DAY)
    assert found_by(actor, "mate") == set()


@pytest.mark.parametrize("who", ["he", "tang", "lin"])
def test_a_substitute_has_the_same_role_in_the_same_agency(who, mate, actor, people):
    assert code(leave, people=people, actor=actor, substitute=people[who]) == "bad_substitute"


def test_who_is_away_stands_in_for_nobody(mate, actor, people):
    leave(people, actor)
    assert code(leave, people=people, actor=actor, user=mate, substitute=people["lin"]) == "bad_substitute"


def test_who_stands_in_for_somebody_is_not_away_then(task, mate, actor, people, agencies):
    """Nobody would have the tasks of the first; once another stands in for them, or afterwards, one may go."""
    third = User.objects.create(username="third", name="第三人")
    Membership.objects.create(user=third, agency=agencies["市人社局"], role=Role.CLERK, starts_on=timezone.localdate())
    away = leave(people, actor)
    with pytest.raises(DomainError) as refused:
        leave(people, actor, user=mate, substitute=third, starts_on=away.ends_on)
    assert (refused.value.code, refused.value.data["field"]) == ("stands_in", "starts_on") and people["lin"].name in refused.value.message
    assert leave(people, actor, user=mate, substitute=third, starts_on=away.ends_on + DAY, ends_on=away.ends_on + DAY)
    come_back(absence=away, by=actor("lin"))
    assert leave(people, actor, user=mate, substitute=third, ends_on=away.ends_on)


def test_two_absences_of_one_person_do_not_overlap(mate, actor, people):
    leave(people, actor)
    assert code(leave, people=people, actor=actor, starts_on=timezone.localdate() + 3 * DAY) == "already_away"
    day = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(user=people["lin"], substitute=mate, starts_on=day, ends_on=day)


def test_a_reminder_goes_to_who_does_it_today(task, mate, actor, people):
    """The limit is two working days away, so the sweep warns today."""
    one = task(due_on=timezone.localdate() + DAY)
    services.hand_over(keys=[one.pk], user=people["lin"], by=actor("lin"))
    leave(people, actor)
    deliver_all()
    Notice.objects.all().delete()
    sweep()
    deliver_all()
    told = set(Notice.objects.filter(title__contains="到期").values_list("user__username", flat=True))
    assert "mate" in told
    assert "lin" not in told


def test_the_bulk_bar_says_what_was_done(task, mate, signed_in):
    one, client = task(), signed_in("lin")
    response = client.post(reverse("work_hand_over"), {"chosen": [one.pk, "x"], "action": "assign", "to": mate.pk})
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["1件转给了余代办。"]
    page = client.get(reverse("work") + "?scope=agency").content.decode()
    assert "余代办经办" in page


@pytest.mark.parametrize(("typed", "words"), [({}, "请先选择"), ({"action": "assign", "to": "abc"}, "请选择转给谁")])
def test_a_careless_click_is_answered_in_words(typed, words, signed_in):
    response = signed_in("lin").post(reverse("work_hand_over"), {"action": "take"} | typed)
    assert [str(message) for message in get_messages(response.wsgi_request) if words in str(message)]


def test_an_absence_is_entered_on_the_page_and_stands_in_the_queue(mate, people, signed_in):
    client, today = signed_in("lin"), timezone.localdate()
    typed = {"user": people["lin"].pk, "substitute": mate.pk, "starts_on": today.isoformat(), "ends_on": today.isoformat()}
    assert client.post(reverse("leave_new"), typed).status_code == 302
    assert "由余代办代办" in client.get(reverse("work")).content.decode()
    assert "余代办" in client.get(reverse("leaves")).content.decode()


def test_a_clerk_enters_no_colleagues_absence_and_a_reviewer_does(mate, people, signed_in):
    today = timezone.localdate().isoformat()
    typed = {"user": mate.pk, "substitute": people["lin"].pk, "starts_on": today, "ends_on": today}
    assert signed_in("lin").post(reverse("leave_new"), typed).status_code == 422
    assert signed_in("he").post(reverse("leave_new"), typed).status_code == 302
