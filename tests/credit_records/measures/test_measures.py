"""Measures come, change and go with their records (C7), and with nothing else."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from credit_records.measures import services
from credit_records.measures.models import Measure, MeasureType
from credit_records.measures.queries import measures_in_force
from credit_records.records.models import LeniencyGround
from credit_records.records.services import confirm_record, dispute_record, repair_record

pytestmark = pytest.mark.django_db


def stand(record, at=None):
    deliver_all()
    return {measure.type.code for measure in measures_in_force(record.file, at)}


SANCTION = {"document_name": "处分决定书", "document_on": date(2026, 8, 31)}
# what a record puts on its subject, by the catalogue that the portal ships
PUT = [
    ("payment_default", "agency", {}, {"no_honours", "funding_limits"}),
    ("commitment_missed", "agency", {}, {"no_honours"}),
    ("service_limit_broken", "agency", {}, set()),
    ("promise_not_kept_minor", "person", {}, {"recruitment_review"}),
    ("disciplined_warning", "person", SANCTION, {"no_honours", "no_promotion", "recruitment_review"}),
    ("disciplined_demerit", "person", SANCTION, {"no_honours", "no_promotion", "no_wage_step", "promotion_review", "recruitment_review"}),
    ("kept_early", "agency", {}, set()),
    ("commended", "agency", {"document_name": "表彰决定", "document_on": date(2026, 8, 31)}, {"honours_first"}),
]


@pytest.mark.parametrize("code, kind, words, measures", PUT, ids=[row[0] for row in PUT])
def test_what_a_record_puts_on_its_subject(code, kind, words, measures, in_force, agencies, people):
    subject = agencies["市住建局"] if kind == "agency" else people["tang"].civil_servant
    assert stand(in_force(subject=subject, code=code, **words)) == measures


def test_a_draft_puts_nothing(in_review):
    in_review()
    deliver_all()
    assert not Measure.objects.exists()


def test_the_same_event_twice_puts_it_once(in_force):
    record = in_force()
    deliver_all()
    assert services.follow_records(record_ids=[record.pk]) == []
    assert Measure.objects.count() == 2


@pytest.mark.parametrize("end", ["revoke", "repair"])
def test_they_end_with_the_record_on_the_same_day(end, in_force, revoke, actor):
    record = in_force()
    assert stand(record)
    if end == "revoke":
        revoke(record, "改判")
    else:
        repair_record(record=record, by=actor("meng"), reason="已付清")
    assert not Measure.objects.in_force().exists()  # at once, before anybody is told
    assert stand(record) == set()
    assert set(Measure.objects.values_list("ended_on", flat=True)) == {timezone.localdate()}


def test_they_end_with_the_period(in_force):
    with time_machine.travel("2027-01-11 10:00+08:00"):
        record = in_force(happened_on=date(2026, 12, 1))
        assert stand(record)
    with time_machine.travel("2028-01-11 00:01+08:00"):
        sweep()
        assert stand(record) == set()
    assert stand(record, date(2028, 1, 10)) == {"no_honours", "funding_limits"}
    assert set(Measure.objects.values_list("ended_on", flat=True)) == {date(2028, 1, 11)}


def test_a_disputed_record_keeps_its_measures(in_force):
    from core.accounts.actor import Actor

    record = in_force()
    dispute_record(record=record, by=Actor.system("test"))
    assert stand(record) == {"no_honours", "funding_limits"}


def test_a_correction_changes_them_from_that_day_on(in_force, correct, record_type):
    with time_machine.travel("2027-01-11 10:00+08:00"):
        record = in_force(happened_on=date(2026, 12, 1))
        stand(record)
    with time_machine.travel("2027-03-01 10:00+08:00"):
        correct(record, type=record_type("service_limit_broken"), reason="不是拖欠，是超时")
        assert stand(record) == set()
        assert stand(record, date(2027, 2, 28)) == {"no_honours", "funding_limits"}


def test_a_correction_to_what_is_over_already_leaves_the_days_before_it_as_they_were(in_force, correct, record_type, people):
    """A minor record of 1 December 2026 is over on 1 March 2027. Corrected to one in May, it put the serious one's measures on them in April."""
    judgment = {"document_name": "判决书", "document_number": "（2026）云民初12号", "document_on": date(2026, 12, 1)}
    with time_machine.travel("2026-12-05 10:00+08:00"):
        record = in_force(code="judgment_not_performed", subject=people["tang"].civil_servant, happened_on=date(2026, 8, 3), **judgment)
        stand(record)
    with time_machine.travel("2027-05-10 10:00+08:00"):
        correct(record, type=record_type("promise_not_kept_minor"), reason="已及时改正")
        sweep()
        assert stand(record) == set()
        assert stand(record, date(2027, 4, 1)) == {"no_honours", "promotion_review", "recruitment_review"}


def confirmed_with(leniency, in_review, actor, **changes):
    ground = LeniencyGround.objects.get(code="loss_made_good")
    record = in_review(**changes)
    return confirm_record(record=record, by=actor("ye"), reason="已主动挽回损失", leniency=leniency, leniency_ground=ground)


def test_an_exempted_subject_is_spared_the_measures(in_review, actor):
    assert stand(confirmed_with("exempt", in_review, actor)) == set()


def test_what_the_law_itself_orders_is_not_spared(in_review, actor, people):
    record = confirmed_with("exempt", in_review, actor, subject=people["tang"].civil_servant, code="disciplined_warning", **SANCTION)
    assert stand(record) == {"no_promotion"}


def test_with_leniency_they_end_when_a_repair_is_possible(in_review, actor):
    with time_machine.travel("2027-01-11 10:00+08:00"):
        record = confirmed_with("lenient", in_review, actor, happened_on=date(2026, 12, 1))
        assert stand(record) == {"no_honours", "funding_limits"}
    # 一般失信: at least 3 months
    assert stand(record, date(2027, 4, 10)) == {"no_honours", "funding_limits"}
    assert stand(record, date(2027, 4, 11)) == set()


def test_a_measure_with_a_rule_of_its_own_ends_before_its_record(in_force, people):
    """一年内不得重新担任相当职务, from the day of the decision; the record itself stands a year from the same day."""
    words = {"code": "held_accountable", "document_name": "问责决定书", "document_on": date(2026, 8, 31)}
    record = in_force(subject=people["tang"].civil_servant, **words)
    assert "no_equal_post" in stand(record)
    assert Measure.objects.get(type__code="no_equal_post").ends_on == date(2027, 8, 31)


def test_a_hundred_records_cost_as_many_statements_as_three(in_force, django_assert_max_num_queries):
    few = [in_force().pk for _count in range(3)]
    with django_assert_max_num_queries(8):
        services.follow_records(record_ids=few)
    many = [in_force().pk for _count in range(12)]
    with django_assert_max_num_queries(8):
        services.follow_records(record_ids=many)


def test_the_database_keeps_one_running_measure_a_record_and_type(in_force):
    record = in_force()
    deliver_all()
    measure = Measure.objects.filter(record=record).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.create(file=measure.file, type=measure.type, record=record, started_on=measure.started_on)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.update(ended_on=F("started_on") - timedelta(days=1), end_reason="早")


def test_the_catalogue_names_only_what_there_is():
    type = MeasureType.objects.get(code="no_honours")
    type.purposes = ["no-such-purpose"]
    with pytest.raises(ValidationError, match="no-such-purpose"):
        type.full_clean()
