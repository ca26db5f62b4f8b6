"""Those who follow an agency or a search are told once a day what has changed, and nothing where nothing has."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.fulfilment.services import report_progress
from commitments.register.services import register
from portal.subscriptions import services
from portal.subscriptions.models import Subscription

pytestmark = pytest.mark.django_db


def next_morning():
    """As if the hour of digests struck now."""
    return services.tell_chunk(timezone.now(), services.moment_of_the_chain())


def test_an_agencys_day_is_one_mail(commitment, promise, actor, follow, post):
    follow(f"?agency={commitment.agency_id}")
    register(by=actor("lin"), **promise(title="职称评审网上办"))
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    assert post() == []  # not at once
    next_morning()
    (mail,) = post()
    assert mail.subject == f"{commitment.agency.name}：2件有变化"
    assert "职称评审网上办" in mail.body and "工伤认定全程网办" in mail.body and "List-Unsubscribe" in mail.extra_headers


def test_no_mail_where_nothing_happened(commitment, actor, follow, post):
    follow(f"?agency={commitment.agency_id}")
    next_morning()
    assert post() == []
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    next_morning()
    assert len(post()) == 1
    next_morning()
    assert post() == []  # what was told is not told again


def test_a_search_tells_of_what_it_finds(commitment, promise, actor, follow, post):
    follow("?q=电梯&kind=commitment")
    register(by=actor("lin"), **promise(title="老旧小区加装电梯"))
    register(by=actor("lin"), **promise(title="职称评审网上办"))
    next_morning()
    (mail,) = post()
    assert mail.subject == "搜索“电梯”：1件有变化" and "职称评审" not in mail.body


def test_it_is_due_once_a_day_and_a_missed_morning_is_made_up(commitment, actor, follow, post):
    follow(f"?agency={commitment.agency_id}")
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    Subscription.objects.update(told_until=services.newest_hour() + timedelta(seconds=1))
    assert services.send_digests() == 0
    Subscription.objects.update(told_until=timezone.now() - timedelta(days=3))
    assert services.send_digests() == 1 and services.send_digests() == 0
    assert len(post()) == 1


def test_more_than_a_mail_can_hold_is_said_with_the_page(commitment, promise, actor, follow, post):
    from commitments.register.gate import Promise
    from commitments.register.services import register_many

    follow(f"?agency={commitment.agency_id}")
    register_many(promises=[Promise(**promise(title=f"第{number}件")) for number in range(40)], by=actor("lin"))
    next_morning()
    (mail,) = post()
    assert "30件有变化" in mail.subject and f"/agencies/{commitment.agency_id}/" in mail.body


def test_followers_of_the_same_cost_no_more_statements(commitment, actor, follow, post):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        Subscription.objects.update(told_until=timezone.now() - timedelta(days=3))
        with CaptureQueriesContext(connection) as asked:
            next_morning()
        return len(asked)

    follow(f"?agency={commitment.agency_id}")
    few = count()
    for number in range(5):
        follow(f"?agency={commitment.agency_id}", f"resident{number}@example.org")
    assert count() == few
