"""M6: citizens vote on a yearly list: one ballot a mail address, counted once the address confirmed it, never changed afterwards."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.lists import ballots
from commitments.lists.models import Ballot
from commitments.lists.queries import share_satisfied, votes
from commitments.lists.services import assess, open_vote
from core.accounts.actor import Actor
from core.errors import DomainError
from core.notices.models import Mail
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db
ANYBODY = Actor()


@pytest.fixture
def voted_on(announced, actor):
    """A list of two items that citizens vote on for 14 days."""
    return open_vote(yearly_list=announced(), until=timezone.localdate() + timedelta(days=14), by=actor("jiang"))


@pytest.fixture
def ballot(voted_on):
    """ballot("a@example.org", "satisfied", …): a ballot, not confirmed yet; the grades in the order of the items, empty for none."""

    def make(email, *grades):
        keys = voted_on.items.values_list("commitment", flat=True)
        told = dict(zip(keys, grades, strict=False))
        return ballots.vote(yearly_list=voted_on, grades=told, email=email, language="zh-hans", by=ANYBODY)

    return make


def refusal(function, *arguments, **named):
    with pytest.raises(DomainError) as caught:
        function(*arguments, **named)
    return caught.value.code


def link():
    return re.search(r"https?://\S+", Mail.objects.latest("pk").body).group().split("/", 3)[3]


def confirm_last():
    return Client().post(f"/{link()}")


def test_it_counts_once_the_address_confirmed_it(ballot, voted_on):
    ballot("a@example.org", "satisfied", "dissatisfied")
    assert votes(voted_on) == {}
    assert Client().get(f"/{link()}").status_code == 200 and votes(voted_on) == {}  # opening the link does nothing
    assert "评议已经计票" in confirm_last().content.decode()
    first, second = voted_on.items.values_list("commitment", flat=True)
    assert votes(voted_on) == {str(first): {"satisfied": 1}, str(second): {"dissatisfied": 1}}


def test_one_address_one_ballot_however_it_is_written(ballot, voted_on):
    ballot("A@Example.org ", "satisfied")
    confirm_last()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        ballot("a@example.org", "dissatisfied")
    assert Ballot.objects.count() == 1 and sum(sum(one.values()) for one in votes(voted_on).values()) == 1
    assert Mail.objects.latest("pk").title.startswith("已经评议过")


def test_what_was_not_confirmed_is_replaced_and_its_link_with_it(ballot, voted_on):
    ballot("a@example.org", "satisfied")
    old = link()
    ballot("a@example.org", "dissatisfied")  # within ten minutes: no second mail, nothing changed
    assert Mail.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        ballot("a@example.org", "dissatisfied")
        assert "不能用了" in Client().post(f"/{old}").content.decode()
        confirm_last()
    assert list(votes(voted_on).values()) == [{"dissatisfied": 1}]


def test_a_counted_ballot_is_not_changed_even_in_the_database(ballot):
    ballot("a@example.org", "satisfied")
    confirm_last()
    with pytest.raises(DatabaseError), transaction.atomic():
        Ballot.objects.update(grades={})


def test_what_is_no_vote(ballot, voted_on):
    assert refusal(ballot, "a@example.org") == "nothing_chosen"
    assert refusal(ballot, "a@example.org", "great") == "bad_grade"
    told = {"yearly_list": voted_on, "email": "a@example.org", "language": "zh-hans", "by": ANYBODY}
    assert refusal(ballots.vote, grades={10**9: "satisfied"}, **told) == "bad_grade"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert refusal(ballot, "a@example.org", "satisfied") == "no_vote"


def test_confirmed_too_late_it_does_not_count(ballot, voted_on):
    ballot("a@example.org", "satisfied")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert confirm_last().status_code in (409, 422)
    assert votes(voted_on) == {}


def test_the_last_day_counts_in_full(voted_on):
    assert voted_on.is_voted_on(voted_on.vote_until) and not voted_on.is_voted_on(voted_on.vote_until + timedelta(days=1))


def test_results_are_published_with_the_assessment_and_addresses_go(ballot, voted_on, actor):
    ballot("a@example.org", "satisfied")
    confirm_last()
    ballot("b@example.org", "satisfied")  # never confirmed
    entry = PublicEntry.objects.get(key=f"list:{voted_on.pk}")
    assert entry.facts["results"] == {}
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assess(yearly_list=voted_on, words="都办成了。", by=actor("jiang"))
    first = voted_on.items.values_list("commitment", flat=True)[0]
    entry.refresh_from_db()
    assert entry.facts["results"] == {str(first): {"satisfied": 1}}
    assert not Ballot.objects.exclude(address_sealed="").exists()
    assert "1票，满意和基本满意100%" in Client().get(entry.path).content.decode()


@pytest.mark.parametrize(
    "counted, share",
    [({}, None), ({"satisfied": 2, "dissatisfied": 1}, 66), ({"acceptable": 1, "satisfied": 1}, 100), ({"dissatisfied": 3}, 0)],
)
def test_the_share_is_rounded_down(counted, share):
    assert share_satisfied(counted) == share


def test_the_form(voted_on):
    client, page = Client(), reverse("ballot", args=[voted_on.pk])
    first = voted_on.items.values_list("commitment", flat=True)[0]
    assert "改造老旧小区1处" in client.get(page).content.decode()
    wrong = client.post(page, {f"item_{first}": "satisfied", "email": "nothing"})
    assert wrong.status_code == 422 and "checked" in wrong.content.decode()  # what was chosen stays
    assert client.post(page, {f"item_{first}": "satisfied", "email": "c@example.org"}).url == reverse("ballot_asked")
    assert Ballot.objects.get().grades == {str(first): "satisfied"}
    assert client.get(reverse("ballot", args=[99999])).status_code == 404


def test_an_address_of_the_net_does_not_stuff_the_box(voted_on):
    client, page = Client(), reverse("ballot", args=[voted_on.pk])
    first = voted_on.items.values_list("commitment", flat=True)[0]
    for number in range(20):
        client.post(page, {f"item_{first}": "satisfied", "email": f"n{number}@example.org"})
    assert "过一刻钟再试" in client.post(page, {f"item_{first}": "satisfied", "email": "last@example.org"}).content.decode()
    assert Ballot.objects.count() == 20
