"""Who decides has read what is decided on: what changed after the page was opened is shown first."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accountability.cases.services import record_finding
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from disclosure.items.services import edit_item, send_back_item, submit_item
from tests.architecture.access import targets

HIDDEN = re.compile(r'<input type="hidden" name="(seen)" value="([^"]*)"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(agencies, people):
    return targets.City(agencies, people)


def answers(client, page, action, **decision):
    """What comes of a decision that was written on this page, and again after the warning."""
    first = client.post(action, decision | dict(HIDDEN.findall(page)))
    again = client.post(action, decision | dict(HIDDEN.findall(first.content.decode())))
    return first, again


@pytest.mark.parametrize("where", ["case", "case_decide"])
def test_a_finding_that_was_changed_meanwhile(city, signed_in, where):
    case = record_finding(case=targets.investigated_case(city), finding="窗口无人值守。", by=city.actor("supervisor"))
    client = signed_in("qin")
    page = client.get(reverse(where, args=[case.pk])).content.decode()
    record_finding(case=case, finding="窗口有人值守。", by=city.actor("supervisor"))
    first, again = answers(client, page, reverse("case_decide", args=[case.pk]), outcome="dismiss", decision="不予问责。")
    assert "有了改动" in first.content.decode() and "窗口有人值守" in first.content.decode()
    case.refresh_from_db()
    assert (again.status_code, case.state) == (302, "dismissed")


@pytest.mark.parametrize("where", ["item", "item_decide"])
def test_an_item_that_was_sent_back_and_rewritten_meanwhile(city, signed_in, people, where):
    Membership.objects.create(user=people["luo"], agency=city.own, role=Role.AGENCY_REVIEWER)
    item = submit_item(item=targets.made_item(city), by=city.actor("clerk"))
    client = signed_in("he")
    page = client.get(reverse(where, args=[item.pk])).content.decode()
    send_back_item(item=item, by=Actor.of(people["luo"]), reason="漏了一段")
    written = edit_item(item=item, title="另一个方案", text="另一段全文。", formed_on=timezone.localdate(), by=city.actor("clerk"))
    submit_item(item=written, by=city.actor("clerk"))
    first, again = answers(client, page, reverse("item_decide", args=[item.pk]), decision="publish")
    assert "有了改动" in first.content.decode() and "另一段全文" in first.content.decode()
    item.refresh_from_db()
    assert (again.status_code, item.state) == (302, "published")


@pytest.mark.parametrize(
    ("target", "where", "action", "decider", "decision"),
    [
        (targets.record_in_review, "record", "record_confirm", "ye", {"reason": "属实"}),
        (targets.record_in_review, "record_confirm", "record_confirm", "ye", {"reason": "属实"}),
        (targets.claimed_commitment, "commitment", "commitment_verify", "he", {"grade": "kept"}),
        (targets.claimed_commitment, "commitment_verify", "commitment_verify", "he", {"grade": "kept"}),
    ],
)
def test_what_did_not_change_is_decided_at_once(city, signed_in, target, where, action, decider, decision):
    client, place = signed_in(decider), target(city)
    page = client.get(reverse(where, kwargs=place)).content.decode()
    assert HIDDEN.search(page)
    assert client.post(reverse(action, kwargs=place), decision | dict(HIDDEN.findall(page))).status_code == 302
