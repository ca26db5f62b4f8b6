"""Who is told what about a record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.deadlines.sweep import sweep
from core.events import names
from core.events.services import deliver_all
from core.notices.models import Notice
from credit_records.records import services

pytestmark = pytest.mark.django_db


def told():
    """{user name: titles}, oldest first."""
    deliver_all()
    notices = {}
    for notice in Notice.objects.select_related("user").order_by("pk"):
        notices.setdefault(notice.user.username, []).append(notice.title)
    return notices


def test_the_office_is_told_what_to_review(in_review):
    in_review(title="拖欠维修款")
    assert told() == {name: ["请审核信用记录：拖欠维修款"] for name in ("ye", "meng", "song")}


def test_the_author_is_told_what_was_sent_back_and_why(in_review, actor):
    services.send_back_record(record=in_review(title="拖欠维修款"), by=actor("ye"), reason="缺付款凭证")
    assert told()["su"] == ["信用记录退回补充：拖欠维修款"]
    assert Notice.objects.get(user__username="su").body == "理由：缺付款凭证"


def test_the_subject_is_told_when_it_takes_effect_and_not_before(in_review, actor):
    record = in_review(title="拖欠维修款")
    assert {"tang", "qiao"}.isdisjoint(told())
    services.confirm_record(record=record, by=actor("ye"), reason="属实")
    notices = told()
    assert notices["tang"] == notices["qiao"] == ["信用记录已生效：拖欠维修款"]
    assert "信用记录已生效：拖欠维修款" not in notices["ye"]  # who did it knows


def test_a_civil_servants_record_is_told_to_that_person_alone(in_force, people):
    in_force(title="受处分", subject=people["tang"].civil_servant)
    notices = told()
    assert notices["tang"] == ["信用记录已生效：受处分"]
    assert "qiao" not in notices


def test_a_late_review_escalates_to_those_who_may_open_the_record(in_review):
    record = in_review(title="拖欠维修款")
    sweep(at=timezone.localdate() + timedelta(days=60))
    deliver_all()
    escalated = Notice.objects.filter(event__name=names.DEADLINE_ESCALATED)
    assert {notice.user.username for notice in escalated} == {"ye", "meng", "song"}
    assert {notice.path for notice in escalated} == {record.get_absolute_url()}
