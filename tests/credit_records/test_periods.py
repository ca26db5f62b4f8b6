"""公示期 and 处分期: counted from the deciding paper, ended by the sweep on the day, everywhere."""

from datetime import date

import pytest
import time_machine

from core.accounts.actor import Actor
from core.deadlines.sweep import sweep
from core.events.services import deliver_all
from core.ledger.models import ChainEntry
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.records import services
from credit_records.records.models import CreditRecord

pytestmark = pytest.mark.django_db

DOCUMENT = {"document_name": "判决书", "document_number": "（2026）云民初12号"}


@pytest.fixture
def judgment(in_force):
    """judgment(date(2026, 7, 1)) is a serious record about 市住建局 whose judgment is of that day."""
    return lambda day, **changes: in_force(code="judgment_not_performed", document_on=day, **DOCUMENT, **changes)


def on(day):
    return time_machine.travel(f"{day} 00:00:30+08:00")


def pass_days(*days):
    for day in days:
        with on(day):
            sweep()
            deliver_all()


def states():
    return set(CreditRecord.objects.values_list("state", flat=True))


def test_on_the_day_of_the_ceiling_it_comes_down_everywhere(in_force, client, people):
    with time_machine.travel("2026-09-21 10:00+08:00"):
        record = in_force()
    pass_days("2027-09-20")
    assert client.get(f"/records/{record.pk}/").status_code == 200
    pass_days("2027-09-21")
    record.refresh_from_db()
    assert (record.state, record.ended_on) == ("expired", date(2027, 9, 21))
    assert client.get(f"/records/{record.pk}/").status_code == 404
    assert client.get("/api/records/").json()["results"] == []
    assert PublicEntry.objects.get().withdrawal_reason == "期满"
    assert ChainEntry.objects.latest("sequence").kind == "withdrawn"
    assert Notice.objects.filter(user=people["tang"], title__contains="期满失效").count() == 1


def test_a_night_that_the_sweep_missed_changes_no_answer(in_force):
    with time_machine.travel("2026-09-21 10:00+08:00"):
        in_force()
    stood = {day: CreditRecord.objects.in_force(at=day).exists() for day in (date(2027, 9, 20), date(2027, 9, 21))}
    pass_days("2027-10-30")
    assert CreditRecord.objects.get().ended_on == date(2027, 9, 21)
    assert stood == {day: CreditRecord.objects.in_force(at=day).exists() for day in stood}
    assert list(stood.values()) == [True, False]


def test_the_same_night_twice_takes_down_once(in_force, actor):
    with time_machine.travel("2026-09-21 10:00+08:00"):
        record = in_force()
    deadline = record.live_period
    pass_days("2027-09-21", "2027-09-21")
    assert services.expire_records(periods_ended=[deadline.pk], by=Actor.system("test")) == []
    assert ChainEntry.objects.filter(kind="withdrawn").count() == 1


def test_an_old_paper_is_kept_on_file_and_never_shown(judgment):
    with time_machine.travel("2027-01-11 10:00+08:00"):
        record = judgment(date(2023, 12, 1), happened_on=date(2023, 8, 1))
        assert (record.state, record.period_ends_on) == ("in_force", date(2026, 12, 1))
        assert not PublicEntry.objects.exists()
        assert not CreditRecord.objects.in_force().exists()
    pass_days("2027-01-12")
    record.refresh_from_db()
    assert (record.state, record.ended_on) == ("expired", record.effective_on)


def test_a_disputed_record_expires_like_any_other(disputed):
    with time_machine.travel("2026-09-21 10:00+08:00"):
        disputed()
    pass_days("2027-09-21")
    assert states() == {"expired"}


def sanction(in_force, person, code, day):
    with time_machine.travel(f"{day} 10:00+08:00"):
        words = {"title": "处分", "document_name": "处分决定书", "document_on": day, "happened_on": date(2025, 1, 6)}
        return in_force(subject=person, code=code, **words)


def test_a_sanction_lifts_itself(in_force, people):
    sanction(in_force, people["tang"].civil_servant, "disciplined_warning", date(2026, 8, 31))
    pass_days("2027-02-27")
    assert states() == {"in_force"}
    pass_days("2027-02-28")
    assert states() == {"expired"}
    assert Notice.objects.filter(user=people["tang"], title__contains="期满").count() == 1


def test_sanctions_together_lift_themselves_together(in_force, people):
    """警告 of 1 June would be over on 1 December 2026; with 记过 of 1 September both end on 1 December 2027 (tests/golden/periods.json)."""
    person = people["tang"].civil_servant
    sanction(in_force, person, "disciplined_warning", date(2026, 6, 1))
    sanction(in_force, person, "disciplined_demerit", date(2026, 9, 1))
    pass_days("2026-12-01")
    assert states() == {"in_force"}
    pass_days("2027-12-01")
    assert states() == {"expired"}


def test_what_is_counted_anew_changes_no_day_that_is_over(in_force, revoke, people):
    """Without the 警告 the 记过 would have been over on 1 September 2027. It stood until the 警告 was revoked a month later, and no longer."""
    person = people["tang"].civil_servant
    first = sanction(in_force, person, "disciplined_warning", date(2026, 6, 1))
    second = sanction(in_force, person, "disciplined_demerit", date(2026, 9, 1))
    with time_machine.travel("2027-10-08 10:00+08:00"):
        revoke(first, "不应处分")
    standing = [
        CreditRecord.objects.in_force(date(2027, month, day)).filter(pk=second.pk).exists() for month, day in ((9, 15), (10, 7), (10, 8))
    ]
    assert standing == [True, True, False]


def test_a_correction_to_another_kind_counts_the_others_anew(in_force, correct, record_type, people):
    person = people["tang"].civil_servant
    first = sanction(in_force, person, "disciplined_warning", date(2026, 6, 1))
    second = sanction(in_force, person, "disciplined_demerit", date(2026, 9, 1))
    with time_machine.travel("2026-09-21 10:00+08:00"):
        correct(first, type=record_type("held_accountable"), reason="是问责，不是处分")
    second.refresh_from_db()
    assert (second.period_ends_on, second.live_period.due_on) == (date(2027, 9, 1), date(2027, 9, 1))


def test_a_sanction_of_another_person_adds_nothing(in_force, people):
    sanction(in_force, people["tang"].civil_servant, "disciplined_warning", date(2026, 6, 1))
    other = sanction(in_force, people["qiao"].civil_servant, "disciplined_warning", date(2026, 7, 1))
    assert other.period_ends_on == date(2027, 1, 1)
