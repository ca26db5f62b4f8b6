"""Signing in and out: lockout, cookies, headers, the demo accounts."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.demo.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


def sign_in(client, username="lin", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_the_right_password_leads_to_the_page_that_asked(people, client):
    answer = sign_in(client, next="/work/inbox/")
    assert (answer.status_code, answer.url) == (302, "/work/inbox/")
    assert client.get("/work/inbox/").status_code == 200


def test_it_never_leads_off_the_site(people, client):
    assert "elsewhere" not in sign_in(client, next="https://elsewhere.example/").url


def test_a_wrong_password_is_said_in_chinese_and_keeps_the_name(people, client):
    page = sign_in(client, password="wrong").content.decode()
    assert "用户名或密码不对" in page
    assert 'value="lin"' in page


def test_an_empty_form_says_what_to_fill_in(client):
    assert "填写用户名" in sign_in(client, username="").content.decode()


def test_a_disabled_account_stays_out(people, client):
    people["lin"].is_active = False
    people["lin"].save()
    assert sign_in(client).status_code == 200
    assert client.get("/work/inbox/").status_code == 302


def test_five_failures_lock_with_the_minutes_that_are_left(people, client):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for _attempt in range(5):
            answer = sign_in(client, password="wrong")
        assert answer.status_code == 429
        assert "请过15分钟再试" in answer.content.decode()
    with time_machine.travel(now + timedelta(minutes=10), tick=False):
        assert "请过5分钟再试" in sign_in(client).content.decode()  # even with the right password
    with time_machine.travel(now + timedelta(minutes=16), tick=False):
        assert sign_in(client, next="/work/inbox/").status_code == 302


def test_a_lock_does_not_keep_others_out(people, client):
    for _attempt in range(6):
        sign_in(client, password="wrong")
    assert sign_in(Client(), username="he", next="/work/inbox/").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.9.8.7"), next="/work/inbox/").status_code == 302


def test_a_lock_does_not_tell_whether_the_account_exists(people, client):
    for _attempt in range(5):
        locked = sign_in(client, "nobody", "wrong")
    assert locked.status_code == 429


def test_signing_out_takes_a_post(signed_in):
    client = signed_in("lin")
    assert client.get(reverse("logout")).status_code == 405
    client.post(reverse("logout"))
    assert client.get("/work/inbox/").status_code == 302


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_are_shown_in_the_demo_only(people, client, settings, demo):
    settings.DEMO = demo
    page = client.get(LOGIN).content.decode()
    assert ("林晓舟" in page) == demo
    assert (PASSWORD in page) == demo


def test_the_session_ends_after_a_working_day(settings):
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    assert settings.SESSION_COOKIE_HTTPONLY


def test_cookies_are_secure_under_https(people, client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get(LOGIN)
    sign_in(client)
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize("path", [LOGIN, "/work/account/", "/work/account/password/", "/work/account/second-factor/", "/work/inbox/"])
def test_pages_need_nothing_that_the_content_security_policy_forbids(signed_in, client, path):
    page = (client if path == LOGIN else signed_in("lin")).get(path)
    policy = page["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    text = page.content.decode()
    assert page.status_code == 200
    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"


def test_passwords_are_kept_with_argon2(people, settings):
    from config import settings as real

    assert "Argon2" in real.PASSWORD_HASHERS[0]


def test_the_password_is_changed_with_the_old_one(people, signed_in):
    client, new = signed_in("lin"), "长江边的一棵柳树2026"
    wrong = client.post(reverse("password_change"), {"old_password": "wrong", "new_password1": new, "new_password2": new})
    assert wrong.status_code in (200, 422)
    right = client.post(reverse("password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True)
    assert "密码已修改" in right.content.decode()
    assert sign_in(Client(), password=new, next="/work/inbox/").status_code == 302


def test_a_password_that_is_too_short_is_said_in_chinese(signed_in):
    form = {"old_password": PASSWORD, "new_password1": "短的7个字啊", "new_password2": "短的7个字啊"}
    assert "密码太短，至少要有10个字符。" in signed_in("lin").post(reverse("password_change"), form).content.decode()


def test_the_account_page_tells_the_roles(signed_in):
    page = signed_in("lin").get(reverse("account")).content.decode()
    assert "云澜市人力资源和社会保障局 经办人" in page
