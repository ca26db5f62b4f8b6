"""The second factor: a code from the user's telephone (TOTP), and ten backup codes for the day when it is lost."""

from binascii import unhexlify

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp import devices_for_user, match_token, user_has_device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.errors import DomainError

TOLERANCE = 1  # steps of 30 seconds by which the telephone's clock may differ
BACKUP_CODES = 10


def enrolment(user, key):
    """The device as it will be, unsaved: its config_url is what the QR code holds."""
    return TOTPDevice(user=user, key=key, name="totp", tolerance=TOLERANCE)


@transaction.atomic
def enable(*, key, code, by):
    """Switch the second factor on once the telephone shows the right code. Returns (device, backup codes).

    Raises DomainError("already_enabled", "wrong_code").
    """
    if user_has_device(by.user):
        raise DomainError("already_enabled", _("双重验证已经开启。要换手机，请先关闭再重新开启。"))
    totp = TOTP(unhexlify(key))
    if not code.isdecimal() or not totp.verify(int(code), tolerance=TOLERANCE):
        raise wrong_code()
    device = enrolment(by.user, key)
    device.last_t = totp.t()  # the code that was just shown is used up
    device.save()
    return device, new_backup_codes(by=by)


def verify(*, code, by):
    """The device that accepts this code. A backup code works once; wrong codes make the next try wait. Raises DomainError("wrong_code")."""
    device = match_token(by.user, code)
    if device is None:
        raise wrong_code()
    return device


@transaction.atomic
def new_backup_codes(*, by):
    """Ten new codes in place of the old ones. Returns them; they are shown once."""
    StaticDevice.objects.filter(user=by.user).delete()
    device = StaticDevice.objects.create(user=by.user, name="backup")
    codes = [StaticToken.random_token() for number in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def disable(*, code, by):
    """Switch the second factor off; it asks for a code once more. Raises DomainError("wrong_code")."""
    verify(code=code, by=by)
    remove_devices(by.user)


@transaction.atomic
def remove_devices(user):
    """No second factor any more: its owner gave a code, or lost the telephone and the backup codes."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()


def wrong_code():
    words = _("验证码不对，或者已经用过。请输入手机上现在显示的6位数字；连续输错，要等一会儿才能再试。")
    return DomainError("wrong_code", words, field="code")
