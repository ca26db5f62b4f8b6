"""A citizen follows a promise on a telephone, gets the mail when it is broken, and leaves with one click."""

import re

from django.core import mail

from commitments.register.models import Commitment
from commitments.register.services import declare_broken
from core.accounts.actor import Actor
from core.accounts.models import User
from core.events.services import deliver_all
from core.notices.mail import send_all

ADDRESS = "neighbour@example.org"
LINK = re.compile(r"https?://[^/]+(/subscriptions/\S+)")


def newest_mail():
    """The last mail to the citizen; what was decided meanwhile is delivered first."""
    deliver_all()
    send_all()
    return [one for one in mail.outbox if one.to == [ADDRESS]][-1]


def link_of(message):
    return LINK.search(message.body)[1]


def test_a_citizen_follows_a_promise_until_it_breaks(visit):
    promise = Commitment.objects.filter(state="open").order_by("pk").first()
    one = visit(narrow=True)
    one.open(f"/commitments/{promise.pk}/")
    one.press("用邮箱订阅")
    one.look("ask")
    one.write("邮箱", ADDRESS)
    one.press("发确认邮件")
    one.reads("几分钟内会收到一封信")
    one.open(link_of(newest_mail()))
    one.press("确认订阅")
    one.look("confirmed")
    declare_broken(commitment=promise, by=Actor.of(User.objects.get(username="jiang")), reason="到期没有做到。")
    told = newest_mail()
    assert "认定为未兑现" in told.subject and promise.title in told.subject
    one.open(link_of(told))
    one.press("退订")
    one.reads("不会再收到")
    one.open("/commitments/calendar/")
    one.look("calendar")
    one.open("/commitments/comparison/")
    one.look("comparison")
