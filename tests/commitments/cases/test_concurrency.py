"""Two at once, on real transactions."""

import pytest

from commitments.cases import services
from commitments.cases.models import MissingPapers, ServiceCase
from core.accounts.actor import Actor
from core.errors import DomainError
from core.events.models import Event
from tests.credit_records.test_concurrency import both


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_the_notification_notifies_once_and_accuses_nobody(received, people):
    case = received()
    results = both(lambda: services.notify_missing(case=case, papers=["营业执照"], by=Actor.of(people["lin"])))
    assert {type(result) for result in results} == {ServiceCase}
    assert MissingPapers.objects.count() == 1 and not Event.objects.filter(name="papers_asked_twice").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_acceptances_one_is_refused(received, people):
    case = received()
    results = both(lambda: services.accept_case(case=case, by=Actor.of(people["lin"])))
    assert {type(result) for result in results} == {ServiceCase, DomainError}
    assert case.deadlines.filter(purpose="case_promise").count() == 1


@pytest.mark.django_db(transaction=True)
def test_silence_swept_by_two_accepts_once(received, clock):
    case = received()
    clock("2027-03-18", deliver=False)
    both(lambda: services.accept_by_silence([case.pk]))
    assert case.deadlines.filter(purpose="case_promise").count() == 1
