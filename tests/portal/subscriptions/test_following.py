"""A citizen follows a promise, gets the mail when it is broken, leaves with one click, and gets none afterwards."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.register.services import declare_broken, register
from core.deadlines.sweep import sweep
from core.events.models import Delivery, Event
from core.notices.models import Mail
from portal.subscriptions import services
from portal.subscriptions.handlers import tell_followers
from portal.subscriptions.models import Subscription
from tests.portal.subscriptions.conftest import ADDRESS, link_of

pytestmark = pytest.mark.django_db


def test_a_citizen_follows_a_promise_until_it_breaks_and_leaves_with_one_click(commitment, actor, ask, post):
    page = Client().get(f"/commitments/{commitment.pk}/").content.decode()
    query = re.search(r'href="/subscriptions/new/(\?commitment=\d+)"', page)[1]
    assert ask(query)["Location"] == "/subscriptions/asked/"
    (mail,) = post()
    assert mail.subject == "请确认订阅：工伤认定全程网办" and "List-Unsubscribe" not in mail.extra_headers
    citizen = Client()
    assert "确认订阅" in citizen.get(link_of(mail)).content.decode()
    assert not Subscription.objects.confirmed().exists()  # a program that opens links confirms nothing
    assert "已经订阅" in citizen.post(link_of(mail)).content.decode()

    report_progress(commitment=commitment, text="系统已经上线试运行。", percent=40, by=actor("lin"))
    (mail,) = post()
    assert mail.subject == "报告进展：完成40%：工伤认定全程网办" and "系统已经上线试运行。" in mail.body

    declare_broken(commitment=commitment, by=actor("jiang"), reason="到期没有做到")
    (mail,) = post()
    assert "认定为未兑现" in mail.subject and "到期没有做到" in mail.body and f"/commitments/{commitment.pk}/" in mail.body

    # RFC 8058: the mail program posts to the address in the header, without cookie or token of a form
    leave = re.fullmatch(r"<https?://[^/]+(/\S+)>", mail.extra_headers["List-Unsubscribe"])[1]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert "退订" in program.get(leave).content.decode() and Subscription.objects.exists()  # opening it leaves nothing
    assert program.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists() and not Mail.objects.exclude(key=None).exists()
    assert "已经退订" in program.get(leave).content.decode() and program.post(leave).status_code == 200


def test_who_left_gets_nothing_afterwards_not_even_what_was_written_already(commitment, actor, follow, post):
    follow(f"?commitment={commitment.pk}")
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    from core.events.services import deliver_all

    deliver_all()  # the letter is written, and not sent yet
    services.leave(subscription=Subscription.objects.get(), by=actor("lin"))
    report_progress(commitment=commitment, text="快要完成。", percent=80, by=actor("lin"))
    assert post() == []


def test_what_becomes_overdue_is_told(promise, actor, follow, post):
    today = timezone.localdate()
    late = register(
        by=actor("lin"), **promise(title="早该办完的事", promised_on=today - timedelta(days=30), due_on=today - timedelta(days=1))
    )
    follow(f"?commitment={late.pk}")
    sweep()
    (mail,) = post()
    assert mail.subject == "到期没有办结，标记为逾期：早该办完的事"


def test_each_event_is_told_once_however_often_it_is_delivered(commitment, actor, follow, post):
    follow(f"?commitment={commitment.pk}")
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    assert len(post()) == 1
    event = Event.objects.get(name="progress_reported")
    tell_followers([event])
    tell_followers([event, event])
    assert post() == [] and Delivery.objects.filter(event=event, handler__contains="portal.subscriptions").count() == 1


def test_many_followers_get_a_mail_each_at_the_cost_of_one(commitment, actor, follow, post, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    event = Event.objects.get(name="progress_reported")
    Subscription.objects.all().delete()
    follow(f"?commitment={commitment.pk}")
    Subscription.objects.update(confirmed_at=event.created_at)
    with CaptureQueriesContext(connection) as one:
        tell_followers([event])
    for number in range(8):
        follow(f"?commitment={commitment.pk}", f"resident{number}@example.org")
    Subscription.objects.update(confirmed_at=event.created_at)
    with CaptureQueriesContext(connection) as many:
        tell_followers([event])
    assert len(many) == len(one)
    assert Mail.objects.filter(key__contains=":event:").count() == 9


def test_what_happened_before_the_confirmation_is_not_told(commitment, actor, follow, post):
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    follow(f"?commitment={commitment.pk}")
    assert post() == []


def test_other_promises_are_not_told(commitment, promise, actor, follow, post):
    other = register(by=actor("lin"), **promise(title="另一件事"))
    follow(f"?commitment={commitment.pk}")
    report_progress(commitment=other, text="已经上线。", percent=40, by=actor("lin"))
    assert post() == []


def test_the_address_lies_sealed_everywhere(commitment, follow):
    from django.db import connection

    follow(f"?commitment={commitment.pk}")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" one')
            assert not any(ADDRESS in text for (text,) in cursor.fetchall()), table


def test_a_mail_is_in_the_language_of_the_form(commitment, actor, post):
    client = Client(headers={"accept-language": "en"})
    client.post(f"/subscriptions/new/?commitment={commitment.pk}", {"email": ADDRESS})
    (mail,) = post()
    assert mail.subject.startswith("Please confirm your subscription")
