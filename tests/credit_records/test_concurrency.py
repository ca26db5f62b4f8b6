"""What two at once do to a record, on real transactions; and what odd input does to the services."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.deadlines.sweep import sweep
from core.directory.masking import masker
from core.errors import DomainError
from core.events import names
from core.events.models import Event
from credit_records.records import services
from credit_records.records.handlers import WATCH
from credit_records.records.models import CreditRecord


def both(function):
    """Run the function in two threads at once, each with a connection of its own. Returns results or DomainErrors."""

    def run(_number):
        try:
            return function()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_open_one_draft_each(missed):
    keys = [missed(name).pk for name in ("市住建局", "市人社局", "市教育局")]
    sweep(at=date(2026, 7, 1))
    both(lambda: services.open_missed_drafts(deadlines_missed=keys, by=WATCH))
    assert CreditRecord.objects.count() == 3
    assert Event.objects.filter(name=names.RECORD_DRAFTED).count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_stands(in_review, people):
    from core.accounts.actor import Actor

    record, reviewers = in_review(), iter([Actor.of(people["ye"]), Actor.of(people["meng"])])
    results = both(lambda: services.confirm_record(record=record, by=next(reviewers), reason="属实"))
    assert {type(result) for result in results} == {CreditRecord, DomainError}
    record.refresh_from_db()
    assert (record.state, record.number.endswith("〕1号")) == ("in_force", True)


@pytest.mark.django_db(transaction=True)
def test_two_first_records_of_an_agency_share_its_file(agencies):
    files = both(lambda: services.open_file(agencies["市住建局"]))
    assert files[0] == files[1]


words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=300)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=words, facts=words, basis=words, day=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_is_kept_or_refused(draft, agencies, title, facts, basis, day):
    refusals = {
        "words_missing": not (title.strip() and facts.strip()),
        "not_yet": day > timezone.localdate(),
        "before_the_post": day < agencies["市住建局"].founded_on,
    }
    try:
        record = draft(title=title, facts=facts, basis=basis, happened_on=day)
    except DomainError as error:
        assert refusals[error.code]
    else:
        assert not any(refusals.values())
        record.refresh_from_db()
        assert (record.title, record.facts) == (title.strip(), facts.strip())
        assert record.basis == basis.strip() or record.basis == record.type.legal_basis


@pytest.mark.django_db
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_no_name_of_the_agency_gets_through(agencies, before, after):
    assert "白云帆" not in masker(agencies["市人社局"].civil_servants.all())(f"{before}白云帆{after}")
