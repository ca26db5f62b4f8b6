"""D7: everyone concerned is told once, in words that say what, by when and under which rule."""

from datetime import date

import pytest

from core.accounts.actor import Actor
from core.deadlines.models import Deadline
from core.deadlines.services import apply_calendar, cancel
from core.deadlines.sweep import sweep
from core.directory.models import AgencyQuerySet
from core.events import names
from core.events.models import Delivery, Event
from core.events.services import deliver_all, emit
from core.notices import registry
from core.notices.models import Mail, Notice
from core.notices.services import NoticeDraft
from core.rules.models import CalendarDay

pytestmark = pytest.mark.django_db


def told(name=None):
    notices = Notice.objects.filter(event__name=name) if name else Notice.objects.all()
    return sorted(notices.values_list("user__username", flat=True))


def test_a_warning_goes_to_the_clerk(limits):
    limits(1)
    sweep(at=date(2026, 3, 9))
    deliver_all()
    assert told() == ["lin"]
    notice = Notice.objects.get()
    assert notice.title == "“答复公开申请0”将于2026年3月16日到期"
    assert "云澜市人力资源和社会保障局" in notice.body
    assert "依据：" in notice.body


def test_a_missed_limit_goes_to_the_reviewer_too(limits):
    limits(1)
    sweep(at=date(2026, 3, 17))
    deliver_all()
    assert told(names.DEADLINE_MISSED) == ["he", "lin"]
    assert "2026年3月16日" in Notice.objects.filter(event__name=names.DEADLINE_MISSED).first().body


def test_who_shares_the_task_is_told_too_but_not_who_checks_there(limits, agencies):
    limit = limits(1)[0]
    Deadline.objects.filter(pk=limit.pk).update(other_agency_ids=[agencies["市住建局"].pk])
    for day in (9, 17, 18):
        sweep(at=date(2026, 3, day))
    deliver_all()
    assert told(names.DEADLINE_WARNED) == ["lin", "tang"]
    assert told(names.DEADLINE_MISSED) == ["he", "lin", "tang"]
    assert told(names.DEADLINE_ESCALATED) == ["he"]


@pytest.mark.parametrize(
    ("day", "whom"), [(date(2026, 3, 18), ["he"]), (date(2026, 3, 24), ["he", "jiang"]), (date(2026, 4, 15), ["he", "jiang", "qin"])]
)
def test_escalation_climbs(limits, day, whom):
    limits(1)
    sweep(at=day)
    deliver_all()
    assert told(names.DEADLINE_ESCALATED) == whom


def test_a_city_office_is_warned_of_its_own_limits(limits, agencies):
    limit = limits(1)[0]
    Deadline.objects.filter(pk=limit.pk).update(agency=agencies["市信用办"])
    sweep(at=date(2026, 3, 9))
    deliver_all()
    assert told() == ["meng", "ye"]


def test_a_change_says_from_when_to_when_and_why(limits, people):
    limits(1)
    CalendarDay.objects.create(date=date(2026, 3, 11), year_id=2026, name="试验假日")
    apply_calendar(by=Actor.of(people["admin"]))
    deliver_all()
    assert told() == ["lin"]
    assert Notice.objects.get().body.startswith("办结时限由2026年3月16日改为2026年3月17日。理由：工作日历调整。")


def test_a_cancelled_limit_says_so(limits, actor):
    cancel(deadline=limits(1)[0], by=actor("lin"), reason="任务已并入另一项。")
    deliver_all()
    assert "已撤销" in Notice.objects.get().body
    assert "理由：任务已并入另一项。" in Notice.objects.get().body


def test_delivered_twice_is_told_once(limits):
    limits(3)
    sweep(at=date(2026, 3, 17))
    deliver_all()
    before = Notice.objects.count(), Mail.objects.count()
    Delivery.objects.update(state="waiting")
    deliver_all()
    assert (Notice.objects.count(), Mail.objects.count()) == before == (6, 6)


def test_cost_does_not_grow_with_the_number_of_events(limits, django_assert_max_num_queries):
    limits(500)
    sweep(at=date(2026, 3, 9))
    events = list(Event.objects.filter(name=names.DEADLINE_WARNED))
    assert len(events) == 500
    with django_assert_max_num_queries(12):
        registry.tell(events)
    assert Notice.objects.count() == Mail.objects.count() == 500


def test_nobody_without_a_role_today_is_told(limits, people):
    people["lin"].memberships.update(ends_on=date(2025, 1, 1))
    limits(1)
    sweep(at=date(2026, 3, 9))
    deliver_all()
    assert told() == []


def test_without_an_address_there_is_a_notice_and_no_mail(limits, people):
    people["lin"].email = ""
    people["lin"].save()
    limits(1)
    sweep(at=date(2026, 3, 9))
    deliver_all()
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


def test_what_core_does_not_know_is_told_plainly(agencies):
    emit(names.CLUE_OPENED, subject=agencies["市住建局"], by=Actor.system("test"), reason="逾期未办")
    emit(names.CASE_CLOSED, subject=agencies["市住建局"], by=Actor.system("test"))
    deliver_all()
    assert told(names.CLUE_OPENED) == ["jiang"]
    assert told(names.CASE_CLOSED) == ["jiang", "qin"]
    notice = Notice.objects.get(event__name=names.CLUE_OPENED)
    assert (notice.title, notice.body) == ("请处理问责线索：云澜市住房和城乡建设局", "理由：逾期未办。")


def test_nobody_is_told_of_what_they_may_not_see(agencies, people, monkeypatch):
    def visible_to(self, user):
        return self if user == people["qin"] else self.none()

    monkeypatch.setattr(AgencyQuerySet, "visible_to", visible_to)
    emit(names.CASE_OPENED, subject=agencies["市住建局"], by=Actor.system("test"))
    deliver_all()
    assert told() == ["qin"]


def test_a_wing_adds_its_own_people_and_words(agencies, people, monkeypatch):
    def drafter(events):
        return [NoticeDraft(people[name].pk, event.pk, "来自案件", path="/cases/1/") for event in events for name in ("qin", "jiang")]

    monkeypatch.setitem(registry._drafters, names.CLUE_OPENED, [*registry._drafters[names.CLUE_OPENED], drafter])
    emit(names.CLUE_OPENED, subject=agencies["市住建局"], by=Actor.system("test"))
    deliver_all()
    assert told() == ["jiang", "qin"]
    assert set(Notice.objects.values_list("title", flat=True)) == {"来自案件"}
