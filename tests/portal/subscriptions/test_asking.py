"""Asking for a subscription: nobody learns whether an address is known, nobody fills a stranger's box, a link runs out."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.sealed import reseal_all
from portal.subscriptions import services
from portal.subscriptions.models import Subscription
from portal.subscriptions.tokens import CONFIRM
from tests.portal.subscriptions.conftest import ADDRESS, link_of

pytestmark = pytest.mark.django_db


def asked_earlier(minutes=11):
    Subscription.objects.update(asked_at=timezone.now() - timedelta(minutes=minutes))


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(commitment, ask, follow, post):
    query = f"?commitment={commitment.pk}"
    new = ask(query, "new@example.org")
    follow(query)
    known = ask(query)
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert Client().get(new["Location"]).content.decode().count("@") == 0


def test_who_subscribed_already_reads_it_in_the_mail_only(commitment, ask, follow, post):
    follow(f"?commitment={commitment.pk}")
    asked_earlier()
    ask(f"?commitment={commitment.pk}", ADDRESS.upper())
    mail = post(ADDRESS)[0]
    assert mail.subject == "你已经订阅：工伤认定全程网办" and Subscription.objects.count() == 1


def test_the_same_is_asked_twice_and_written_once(commitment, ask, post):
    for _ in range(3):
        ask(f"?commitment={commitment.pk}")
    assert Subscription.objects.count() == 1 and len(post()) == 1
    asked_earlier()
    ask(f"?commitment={commitment.pk}")
    assert len(post()) == 1


def test_one_target_and_address_is_there_once(commitment, follow):
    follow(f"?agency={commitment.agency_id}")
    row = Subscription.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_fills_a_strangers_box(agencies, ask, post):
    for agency in list(agencies.values())[:8]:
        ask(f"?agency={agency.pk}")
    assert len(post()) == services.MOST_OPEN


def test_from_one_address_only_so_many_are_asked_for(commitment, ask):
    for number in range(10):
        assert ask(f"?commitment={commitment.pk}", f"resident{number}@example.org").status_code == 302
    refused = ask(f"?commitment={commitment.pk}", "one-more@example.org")
    assert (
        refused.status_code == 422 and "请过一刻钟再试" in refused.content.decode() and "one-more@example.org" in refused.content.decode()
    )


def test_a_link_runs_out_by_the_setting(commitment, ask, post, settings):
    ask(f"?commitment={commitment.pk}")
    (mail,) = post()
    settings.SUBSCRIPTION_CONFIRMATION_HOURS = -1
    answer = Client().post(link_of(mail))
    assert "这个确认链接不能用了" in answer.content.decode() and not Subscription.objects.confirmed().exists()
    assert services.forget_unconfirmed() == 1 and not Subscription.objects.exists()


def test_a_link_that_was_made_up_confirms_nothing(commitment, ask):
    ask(f"?commitment={commitment.pk}")
    key = Subscription.objects.get().pk
    for token in ("x", f"{key}", signing.dumps(key, salt="another"), signing.dumps(key, salt=CONFIRM)[:-2]):
        Client().post(reverse("subscription_confirm", args=[token]))
        Client().post(reverse("subscription_leave", args=[token]))
    assert Subscription.objects.unconfirmed().count() == 1


def test_a_link_to_leave_does_not_confirm(commitment, follow, actor, post):
    from commitments.fulfilment.services import report_progress

    follow(f"?commitment={commitment.pk}")
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    (mail,) = post()
    assert Client().post(link_of(mail).replace("/leave/", "/confirm/")).status_code == 200
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("query", ["", "?commitment=0", "?commitment=x", "?agency=99999999999999999999", "?q=", "?q=%00", "?q=电梯&kind=x"])
def test_what_nobody_can_see_nobody_can_follow(db, query):
    assert Client().get(reverse("subscribe") + query).status_code == 404


@pytest.mark.parametrize("email", ["", "x", "a@b", "a\0@example.org", "<a@example.org>", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused_and_kept(commitment, ask, email):
    answer = ask(f"?commitment={commitment.pk}", email)
    assert answer.status_code == 422 and not Subscription.objects.exists()


def test_new_keys_seal_the_addresses_anew(commitment, follow, settings):
    from cryptography.fernet import Fernet

    follow(f"?commitment={commitment.pk}")
    before = Subscription.objects.get()
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *settings.SEALING_KEYS]
    settings.LOOKUP_KEY = "another"
    reseal_all()
    after = Subscription.objects.get()
    assert after.address == ADDRESS and after.address_index != before.address_index and after.address_sealed != before.address_sealed
