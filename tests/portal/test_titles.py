"""The queue of an agency: its titles go no further than what they are about."""

import pytest
from django.urls import reverse

from core.accounts.models import Membership, Role
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from core.notices.models import Notice
from credit_records.records.services import submit_record
from tests.architecture.access import targets

QUEUES = [("work", "?scope=agency"), ("work_all", ""), ("work_all", "?format=json")]


@pytest.fixture
def city(agencies, people):
    return targets.City(agencies, people)


@pytest.fixture
def titles(signed_in):
    """titles("admin"): all that the person's queues say."""

    def read(username):
        answers = [signed_in(username).get(reverse(name) + query) for name, query in QUEUES]
        return "".join(str(b"".join(answer), "utf-8") for answer in answers)

    return read


def test_a_draft_about_a_person_is_for_the_credit_office_only(city, titles):
    record = targets.made_record(city, city.civil_servant)
    submit_record(record=record, by=city.actor("clerk"))
    assert record.title in titles("ye")
    assert record.title not in titles("admin")  # works in the same agency


def test_a_clue_is_for_supervision_only_and_not_for_the_accused(city, people, titles):
    clue = targets.made_clue(city)
    Membership.objects.create(user=people["wei"], agency=city.own, role=Role.CLERK)
    Membership.objects.create(user=people["gao"], agency=city.agencies["市政府督查室"], role=Role.CLERK)
    assert clue.title in titles("jiang")
    assert clue.title not in titles("wei")
    assert clue.title not in titles("gao")


def test_whoever_may_not_see_a_clue_is_told_of_its_limit_without_its_title(city, people):
    clue = targets.made_clue(city)
    Membership.objects.create(user=people["wei"], agency=city.own, role=Role.CLERK)
    sweep(at=Deadline.objects.of(clue).get().due_on)
    deliver_all()
    told = {notice.user.username: notice for notice in Notice.objects.filter(title__contains="到期").select_related("user")}
    assert clue.title in told["jiang"].title
    assert told["jiang"].path == clue.get_absolute_url()
    assert clue.title not in told["wei"].title + told["wei"].body
    assert "初核问责线索" in told["wei"].title
    assert told["wei"].path == ""
