"""A missed limit opens one draft record (C3), exactly once, and the credit office's clock to review it."""

from datetime import date

import pytest
from django.utils import translation

from core.accounts.models import Membership, Role
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.errors import DomainError
from core.events import names
from core.events.models import Delivery, Event
from core.events.services import deliver_all
from core.states.steps import Step
from credit_records.records.handlers import WATCH, draft_for_missed
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.queries import people_for, waiting_for
from credit_records.records.services import dismiss_record, open_missed_drafts, prove_record, submit_record

pytestmark = pytest.mark.django_db


def miss(*limits):
    sweep(at=date(2026, 7, 1))
    return list(Event.objects.filter(name=names.DEADLINE_MISSED))


def test_a_missed_commitment_opens_a_draft_of_the_type_that_waits_for_it(missed, agencies):
    limit = missed()
    miss()
    deliver_all()
    record = CreditRecord.objects.get()
    assert (record.state, record.type.code, record.source_deadline) == ("draft", "commitment_missed", limit)
    assert (record.file.agency, record.agency) == (agencies["市住建局"], agencies["市信用办"])
    assert (record.created_by, record.happened_on, record.number) == (None, date(2026, 7, 1), "")
    assert record.facts == "云澜市住房和城乡建设局应于2026年6月30日前办结“石桥农贸市场改造”，到期没有办结。"


def test_its_review_has_a_limit_of_the_credit_office(missed, agencies):
    missed()
    miss()
    deliver_all()
    review = CreditRecord.objects.get().live_review
    # 10 working days after the sweep of Wednesday 1 July
    assert (review.agency, review.started_on, review.due_on) == (agencies["市信用办"], date(2026, 7, 1), date(2026, 7, 15))


def test_the_same_event_twice_opens_one_draft(missed):
    missed()
    events = miss()
    draft_for_missed(events)
    draft_for_missed(events)
    draft_for_missed([*events, *events])
    assert CreditRecord.objects.count() == 1
    assert Event.objects.filter(name=names.RECORD_DRAFTED).count() == 1
    assert Deadline.objects.filter(purpose="review").count() == 1


def test_a_purpose_that_no_type_waits_for_opens_nothing(missed):
    missed(purpose="review")
    draft_for_missed(miss())
    assert not CreditRecord.objects.exists()


def test_a_type_that_the_administrator_ended_opens_nothing(missed):
    RecordType.objects.filter(code="commitment_missed").update(effective_to=date(2026, 1, 1))
    missed()
    draft_for_missed(miss())
    assert not CreditRecord.objects.exists()


def test_a_limit_that_was_cancelled_meanwhile_opens_nothing(missed, actor):
    limit = missed()
    events = miss()
    deadlines.cancel(deadline=limit, by=actor("jiang"), reason="任务撤销")
    draft_for_missed(events)
    assert not CreditRecord.objects.exists()


def test_a_limit_that_was_met_late_is_still_a_broken_one(missed, actor):
    limit = missed()
    events = miss()
    deadlines.meet(deadline=limit, on=date(2026, 7, 2), by=actor("tang"))
    draft_for_missed(events)
    assert CreditRecord.objects.count() == 1


def test_many_cost_as_many_statements_as_one(missed, agencies, django_assert_max_num_queries):
    for name in ("市住建局", "市人社局", "市教育局", "市财政局", "市民政局", "市公安局"):
        missed(name)
        missed(name, purpose="publish")
    keys = [event.object_id for event in miss()]
    with django_assert_max_num_queries(20):
        drafts = open_missed_drafts(deadlines_missed=keys, by=WATCH)
    assert len(drafts) == 12


def test_without_a_credit_office_the_failure_stays_where_staff_see_it(missed, people):
    for name in ("ye", "song"):
        people[name].memberships.all().delete()
    people["meng"].memberships.all().delete()
    missed()
    miss()
    deliver_all()
    delivery = Delivery.objects.get(handler__contains="draft_for_missed")
    assert (delivery.state, CreditRecord.objects.count()) == ("waiting", 0)
    assert "信用办" in delivery.error


def test_the_draft_is_in_the_portals_language_whoever_works_it_off(missed):
    missed()
    miss()
    with translation.override("en"):
        deliver_all()
    assert "到期没有办结" in CreditRecord.objects.get().facts


def test_a_draft_of_the_system_is_the_credit_offices_alone(missed, agencies, people, actor):
    """A clerk who works in the same house must not put an end to what the office has to look at."""
    missed()
    miss()
    deliver_all()
    record, draft = CreditRecord.objects.get(), Step("draft", "dismissed", "", who=(Role.CLERK, Role.CREDIT_OFFICE))
    Membership.objects.create(user=people["gao"], agency=agencies["市信用办"], role=Role.CLERK)
    clerk = actor("gao")
    assert not CreditRecord.objects.visible_to(clerk.user).exists()
    assert not waiting_for(clerk).exists()
    assert people["gao"] not in people_for(record, draft)
    for service, words in ((dismiss_record, {"reason": "不必认定"}), (submit_record, {}), (prove_record, {"files": []})):
        with pytest.raises(DomainError) as refusal:
            service(record=record, by=clerk, **words)
        assert refusal.value.code == "refused"
    assert {"ye", "meng", "song"} == {user.username for user in people_for(record, draft)}
