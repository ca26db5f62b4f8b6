"""A citizen who follows something: asks, gets the mail, opens its link and confirms."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.register.models import CommitmentKind
from commitments.register.services import register
from core.events.services import deliver_all
from core.notices.mail import send_all

ADDRESS = "resident@example.org"
LINK = re.compile(r"https?://[^/]+(/subscriptions/\w+/\S+)")


@pytest.fixture
def promise(agencies):
    """promise(title=…): the fields of a complete promise of 市人社局."""

    def make(**changed):
        return {
            "kind": CommitmentKind.objects.get(code="policy_task"),
            "title": "工伤认定全程网办",
            "text": "2030年底前实现工伤认定申请、受理、决定全程网上办理。",
            "agency": agencies["市人社局"],
            "criterion": "网上申请不再要求到窗口",
            "beneficiary": "全市用人单位和职工",
            "basis": "云府发〔2026〕3号第5项",
            "due_on": timezone.localdate() + timedelta(days=60),
        } | changed

    return make


@pytest.fixture
def commitment(promise, actor):
    made = register(by=actor("lin"), **promise())
    deliver_all()
    return made


@pytest.fixture
def post(mailoutbox):
    """post(): the mails to the citizen that go out now, and only those."""

    def collect(address=ADDRESS):
        before = len(mailoutbox)
        deliver_all()
        send_all()
        return [mail for mail in mailoutbox[before:] if mail.to == [address]]

    return collect


@pytest.fixture
def ask(db):
    """ask("?agency=3"): the form is sent for the citizen's address."""
    return lambda query, email=ADDRESS: Client().post(reverse("subscribe") + query, {"email": email})


@pytest.fixture
def follow(ask, post):
    """follow("?agency=3"): asked, and confirmed with the link of the mail."""

    def confirmed(query, email=ADDRESS):
        assert ask(query, email).status_code == 302
        (mail,) = post(email)
        assert Client().post(link_of(mail)).status_code == 200

    return confirmed


def link_of(mail):
    return LINK.search(mail.body)[1]
