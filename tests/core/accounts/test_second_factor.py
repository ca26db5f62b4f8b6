"""The second factor: set up with a QR code, asked for before everything else, replaced by backup codes, removed with a code."""

import re
from binascii import unhexlify

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.accounts import second_factor
from core.accounts.views import KEY
from core.errors import DomainError
from portal.demo.cast import PASSWORD

pytestmark = pytest.mark.django_db
SETUP = "/work/account/second-factor/"


def code_of(key, drift=0):
    return f"{TOTP(unhexlify(key), drift=drift).token():06d}"


@pytest.fixture
def telephone(actor):
    """A user with a second factor: (key, backup codes). The code of this half minute is used up, so tests use the next one."""
    key = "3132333435363738393031323334353637383930"
    _device, codes = second_factor.enable(key=key, code=code_of(key), by=actor("lin"))
    return key, codes


@pytest.fixture
def half_in(people, telephone):
    """A client that has given the password and nothing else."""
    client = Client()
    client.post("/login/", {"username": "lin", "password": PASSWORD, "next": "/work/inbox/"})
    return client


def test_setting_up_shows_the_code_and_then_ten_backup_codes_once(signed_in, people):
    client = signed_in("lin")
    page = client.get(SETUP).content.decode()
    key = client.session[KEY]
    assert TOTPDevice(key=key, user=people["lin"]).config_url.partition("secret=")[2].partition("&")[0] in page
    image = client.get(reverse("second_factor_code"))
    assert image["Content-Type"] == "image/svg+xml"
    assert b"<svg" in image.content
    for wrong in ("000000", "²²²²²²", "一二三四五六"):
        assert "验证码不对" in client.post(SETUP, {"code": wrong}).content.decode()
    assert not TOTPDevice.objects.exists()
    shown = client.post(SETUP, {"code": code_of(key)})
    assert shown["Cache-Control"] == "no-store"
    codes = re.findall(r"<li><code>(\w+)</code>", shown.content.decode())
    assert sorted(codes) == sorted(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == second_factor.BACKUP_CODES
    assert client.get("/work/inbox/").status_code == 200  # this session is verified already
    assert client.get(reverse("second_factor_code")).status_code == 404


def test_it_is_asked_for_before_everything_else(half_in):
    assert half_in.get("/work/inbox/").url == "/login/second-factor/?next=/work/inbox/"
    assert half_in.get("/admin/").url.startswith("/login/second-factor/")
    assert half_in.get("/login/second-factor/").status_code == 200
    assert "验证码不对" in half_in.post("/login/second-factor/", {"code": "12345x"}).content.decode()


def test_the_telephones_next_code_opens(half_in, telephone):
    answer = half_in.post("/login/second-factor/?next=/work/inbox/", {"code": f" {code_of(telephone[0], drift=1)} "})
    assert (answer.status_code, answer.url) == (302, "/work/inbox/")
    assert half_in.get("/work/inbox/").status_code == 200


def test_it_never_leads_off_the_site(half_in, telephone):
    answer = half_in.post("/login/second-factor/?next=//elsewhere.example/", {"code": telephone[1][0]})
    assert "elsewhere" not in answer.url


def test_a_backup_code_works_once(telephone, actor):
    second_factor.verify(code=telephone[1][0], by=actor("lin"))
    with pytest.raises(DomainError) as refused:
        second_factor.verify(code=telephone[1][0], by=actor("lin"))
    assert refused.value.code == "wrong_code"


def test_a_used_code_and_a_stranger_are_refused(telephone, actor):
    for who, code in (("lin", code_of(telephone[0])), ("he", telephone[1][0])):
        with pytest.raises(DomainError):
            second_factor.verify(code=code, by=actor(who))


def test_wrong_codes_make_the_next_try_wait(telephone, actor):
    for _attempt in range(3):
        with pytest.raises(DomainError):
            second_factor.verify(code="000000", by=actor("lin"))
    with pytest.raises(DomainError):
        second_factor.verify(code=code_of(telephone[0], drift=1), by=actor("lin"))


def test_new_backup_codes_replace_the_old(half_in, telephone):
    half_in.post("/login/second-factor/", {"code": telephone[1][0]})
    page = half_in.post(reverse("second_factor_backup_codes")).content.decode()
    assert telephone[1][1] not in page
    assert not StaticToken.objects.filter(token__in=telephone[1]).exists()


def test_backup_codes_need_a_second_factor(signed_in):
    assert signed_in("he").post(reverse("second_factor_backup_codes")).status_code == 404


def test_removing_asks_for_a_code(half_in, telephone):
    half_in.post("/login/second-factor/", {"code": telephone[1][0]})
    assert "验证码不对" in half_in.post(reverse("second_factor_remove"), {"code": "1"}).content.decode()
    assert TOTPDevice.objects.exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    from django_otp.plugins.otp_static.models import StaticDevice

    StaticDevice.objects.update(throttling_failure_count=0)
    half_in.post(reverse("second_factor_remove"), {"code": telephone[1][1]})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()


def test_it_is_not_set_up_twice(telephone, actor):
    with pytest.raises(DomainError) as refused:
        second_factor.enable(key=telephone[0], code=code_of(telephone[0]), by=actor("lin"))
    assert refused.value.code == "already_enabled"


def test_the_setup_cannot_be_posted_without_its_page(signed_in):
    assert signed_in("lin").post(SETUP, {"code": "123456"}).status_code == 404
