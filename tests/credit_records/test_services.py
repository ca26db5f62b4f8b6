"""What each use case writes: numbers, dates, clocks, the public row."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from core.directory.masking import masker
from core.errors import DomainError
from core.ledger.models import ChainEntry
from core.ledger.services import broken_entries
from core.search.models import PublicEntry
from credit_records.records import services
from credit_records.records.models import CreditFile, CreditRecord, RecordType
from credit_records.records.periods import period_of

pytestmark = pytest.mark.django_db


def test_a_draft_belongs_to_the_agency_of_who_enters_it(draft, agencies, people):
    record = draft()
    assert (record.agency, record.created_by, record.state) == (agencies["市政府办公室"], people["su"], "draft")
    assert record.basis == "《保障中小企业款项支付条例》第二十六条"


def test_an_agency_has_one_file(draft):
    assert draft().file == draft().file
    assert CreditFile.objects.count() == 1


def test_a_day_to_come_is_said_at_its_field(draft):
    with pytest.raises(DomainError, match="不能晚于今天") as error:
        draft(happened_on=timezone.localdate() + timedelta(days=1))
    assert error.value.data == {"field": "happened_on"}


def test_a_draft_that_was_sent_back_is_corrected_and_submitted_again(in_review, actor):
    record = services.send_back_record(record=in_review(), by=actor("ye"), reason="缺付款凭证")
    assert (record.state, record.reason, record.live_review) == ("draft", "缺付款凭证", None)
    changes = {"type": record.type, "title": record.title, "happened_on": record.happened_on}
    services.amend_record(record=record, by=actor("su"), facts="已补付款凭证", **changes)
    assert services.submit_record(record=record, by=actor("su")).state == "in_review"


def test_only_its_author_corrects_a_draft(draft, actor):
    record = draft()
    changes = {"type": record.type, "title": record.title, "facts": "改", "happened_on": record.happened_on}
    with pytest.raises(DomainError, match="只由录入人"):
        services.amend_record(record=record, by=actor("fang"), **changes)


def test_what_is_under_review_stands_still(in_review, actor):
    record = in_review()
    changes = {"type": record.type, "title": record.title, "facts": "改", "happened_on": record.happened_on}
    with pytest.raises(DomainError, match="只有草稿可以修改"):
        services.amend_record(record=record, by=actor("su"), **changes)


def test_submitting_starts_the_review_and_deciding_ends_it(in_review, actor):
    record = in_review()
    review = record.live_review
    assert (review.rule.code, review.started_on) == ("record_review", timezone.localdate())
    services.confirm_record(record=record, by=actor("ye"), reason="属实")
    review.refresh_from_db()
    assert (review.state, review.ended_on) == ("met", timezone.localdate())


def test_dismissing_ends_the_review_and_shows_nothing(in_review, actor):
    record = in_review()
    review = record.live_review
    record = services.dismiss_record(record=record, by=actor("ye"), reason="已按期付款")
    review.refresh_from_db()
    assert (record.state, record.number, review.state) == ("dismissed", "", "met")
    assert not PublicEntry.objects.exists()


def test_a_draft_of_the_system_is_submitted_by_one_and_confirmed_by_another(missed, actor):
    from core.deadlines.sweep import sweep
    from core.events.services import deliver_all

    missed()
    sweep(at=date(2026, 7, 1))
    deliver_all()
    record = CreditRecord.objects.get()
    review = record.live_review
    services.submit_record(record=record, by=actor("ye"))
    assert record.live_review == review  # its clock has been running since it was drafted
    with pytest.raises(DomainError, match="不能是同一人"):
        services.confirm_record(record=record, by=actor("ye"), reason="属实")
    record = services.confirm_record(record=record, by=actor("meng"), reason="属实")
    entry = PublicEntry.objects.get(key=f"record:{record.pk}")
    assert entry.facts["deadline"]["due_on"] == "2026-06-30"


@time_machine.travel("2026-09-21 10:00+08:00")
def test_confirming_numbers_and_dates_the_record(in_force, people):
    first, second = in_force(), in_force()
    assert (first.number, second.number) == ("信录〔2026〕1号", "信录〔2026〕2号")
    assert (first.confirmed_by, timezone.localdate(first.decided_at)) == (people["ye"], date(2026, 9, 21))
    # 一般失信: at most 12 months, the last day not moved to a working day
    assert first.period_ends_on == date(2027, 9, 21)


@time_machine.travel("2026-09-21 10:00+08:00")
@pytest.mark.parametrize(
    "code, floor, ceiling",
    [
        ("service_limit_broken", date(2026, 9, 21), date(2026, 12, 21)),
        ("payment_default", date(2026, 12, 21), date(2027, 9, 21)),
        ("promise_changed", date(2027, 9, 21), date(2029, 9, 21)),
        ("kept_early", None, None),
    ],
)
def test_how_long_a_record_is_public(code, floor, ceiling, record_type):
    period = period_of(record_type(code), timezone.localdate())
    assert (period.floor, period.ceiling) == (floor, ceiling)


def test_a_confirmed_record_of_an_agency_is_public_with_masked_names(in_force, agencies):
    record = in_force(title="市住建局顾长青拖欠维修款")
    entry = PublicEntry.objects.get()
    assert (entry.key, entry.agency, entry.mark, entry.state) == (f"record:{record.pk}", agencies["市住建局"], "bad", "公示中")
    assert entry.title == "市住建局顾某某拖欠维修款"
    assert entry.facts["facts"] == "合同款到期未付，顾某某签收催告函。"
    assert "顾长青" not in str(ChainEntry.objects.get().content)


def test_names_are_masked_longest_first(agencies):
    from core.directory.models import CivilServant

    for name in ("白云", "白云帆", "欧阳静文"):
        CivilServant.objects.get_or_create(name=name, agency=agencies["市人社局"], defaults={"title": "科员"})
    masked = masker(agencies["市人社局"].civil_servants.all())
    assert masked("白云帆、白云、欧阳静文和顾长青") == "白某某、白某、欧某某某和顾长青"


@pytest.mark.parametrize("code", ["service_limit_broken", "procurement_contract_late"])
def test_a_type_that_does_not_publish_stays_inside(code, in_force):
    assert in_force(code=code).period_ends_on
    assert not PublicEntry.objects.exists()


def test_a_record_about_a_civil_servant_is_never_public(in_force, people):
    record = in_force(subject=people["tang"].civil_servant)
    assert (record.state, record.number) == ("in_force", f"信内〔{timezone.localdate().year}〕1号")
    assert not PublicEntry.objects.exists()


def test_a_revoked_record_is_taken_down_and_the_chain_says_so(in_force, revoke):
    record = revoke(in_force(), "顾长青提交了改判的判决")
    entry = PublicEntry.objects.get()
    assert (record.state, record.ended_on, entry.withdrawal_reason) == ("revoked", timezone.localdate(), "顾某某提交了改判的判决")
    assert [link.kind for link in ChainEntry.objects.order_by("sequence")] == ["published", "withdrawn"]
    assert list(broken_entries()) == []


def test_a_record_is_taken_down_even_if_its_type_publishes_no_more(in_force, revoke):
    record = in_force()
    RecordType.objects.update(visibility="internal")
    revoke(record, "改判")
    assert PublicEntry.objects.get().withdrawn_at


def test_revoking_a_civil_servants_record_touches_nothing_public(in_force, revoke, people):
    record = in_force(subject=people["tang"].civil_servant)
    assert revoke(record, "改判").state == "revoked"
    assert not ChainEntry.objects.exists()


def test_what_was_in_force_as_of_a_day(in_force, revoke):
    with time_machine.travel("2026-05-06 10:00+08:00"):
        record = in_force(happened_on=date(2026, 5, 1))
    with time_machine.travel("2026-08-03 10:00+08:00"):
        revoke(record, "改判")
    stood = {day: CreditRecord.objects.in_force(at=date(2026, *day)).exists() for day in ((5, 5), (5, 6), (8, 2), (8, 3))}
    assert stood == {(5, 5): False, (5, 6): True, (8, 2): True, (8, 3): False}
