"""One commitment on the pages of others: only its small page may stand in a frame, and what is shown is escaped."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from commitments.register.services import declare_broken, register

pytestmark = pytest.mark.django_db


def get(name, commitment):
    return Client().get(reverse(name, args=[commitment.pk]))


def test_only_the_small_page_may_stand_in_a_frame(commitment):
    shown, public = get("commitment_embedded", commitment), get("public_commitment", commitment)
    assert "X-Frame-Options" not in shown and "frame-ancestors *" in shown["Content-Security-Policy"]
    assert public["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in public["Content-Security-Policy"]
    assert "工伤认定全程网办" in shown.content.decode() and 'class="masthead"' not in shown.content.decode()


def test_the_badge_says_who_and_how_it_stands_now(commitment, actor):
    assert "办理中" in get("commitment_badge", commitment).content.decode()
    declare_broken(commitment=commitment, by=actor("jiang"), reason="没有做到")
    badge = get("commitment_badge", commitment)
    assert badge["Content-Type"] == "image/svg+xml" and "未兑现" in badge.content.decode() and "市人社局" in badge.content.decode()


def test_words_of_a_title_do_no_harm_in_the_picture(promise, actor):
    one = register(by=actor("lin"), **promise(title='<script>"&'))
    assert ElementTree.fromstring(get("commitment_badge", one).content).get("aria-label").startswith('<script>"&')
    assert "<script>" not in get("commitment_embedded", one).content.decode()


def test_the_public_page_gives_the_code_to_copy(commitment, settings):
    words = get("public_commitment", commitment).content.decode()
    assert f"&lt;iframe src=&quot;{settings.SITE_URL}/commitments/{commitment.pk}/embed/" in words.replace('src="', "src=&quot;")
    assert "在你的网页上显示" in words and "用邮箱订阅" in words


def test_what_is_not_public_has_neither(db):
    assert {Client().get(reverse(name, args=[999])).status_code for name in ("commitment_embedded", "commitment_badge")} == {404}
