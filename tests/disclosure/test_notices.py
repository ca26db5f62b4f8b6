"""Who is told what about an item."""

import pytest
from django.utils import timezone

from core.events.models import Delivery
from core.events.services import deliver_all
from core.notices.models import Notice
from disclosure.items import services

pytestmark = pytest.mark.django_db
TITLE = "高校毕业生就业补贴办法"


def told():
    Delivery.objects.update(next_attempt_at=timezone.now())  # the database, whose clock nobody turned, has dated them
    deliver_all()
    return [(notice.user.username, notice.title, notice.body) for notice in Notice.objects.select_related("user").order_by("pk")]


def test_the_reviewer_is_told_what_to_review(make_item):
    make_item("in_review")
    assert told() == [("he", f"请审核公开事项：{TITLE}", "")]


def test_a_reviewer_who_wrote_it_is_not(make_item):
    make_item("in_review", writer="he")
    assert told() == []


def test_the_writer_is_told_what_was_sent_back_and_why(make_item, actor):
    services.send_back_item(item=make_item("in_review"), by=actor("he"), reason="补上联系电话")
    assert told()[1:] == [("lin", f"公开事项退回修改：{TITLE}", "理由：补上联系电话")]


def test_the_writer_is_told_of_the_publication(make_item):
    make_item("published")
    assert told()[1:] == [("lin", f"公开事项已公开：{TITLE}", "")]


def test_a_revision_is_told_to_nobody(make_item, actor):
    item = make_item("published")
    told()
    Notice.objects.all().delete()
    services.revise_item(item=item, by=actor("lin"), reason="电话变了")
    assert told() == []
