"""Resident identity numbers (居民身份号码, GB 11643-1999): 6 digits of the division, 8 of the birth date, 3 of the order, a check digit."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
# one that stands in a text; credit codes of 18 digits have no birth date in its place
WITHIN = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{3}[0-9Xx])(?![0-9A-Za-z])", re.ASCII
)
EARLIEST = date(1900, 1, 1)


def normalised(number):
    """As it is stored: 18 characters, ASCII, a capital X; blanks left out."""
    return "".join(unicodedata.normalize("NFKC", number or "").split()).upper()


def check(number):
    """Raises ValidationError with words that say what is wrong. The division is not looked up: codes that were given up stay valid."""
    if not SHAPE.fullmatch(number):
        raise ValidationError(_("身份证号是18位：17位数字，最后一位是数字或者X。"))
    if number[-1] != ric.calc_check_digit(number):
        raise ValidationError(_("身份证号的校验位不对，请对照证件逐位核对。"))
    if not EARLIEST <= birth_date(number) <= timezone.localdate():
        raise ValidationError(_("身份证号里的出生日期不对，请对照证件核对第7位到第14位。"))


def birth_date(number):
    """Raises ValidationError where the calendar has no such day."""
    try:
        return ric.get_birth_date(number)
    except InvalidComponent:
        raise ValidationError(_("身份证号里的出生日期不对，请对照证件核对第7位到第14位。")) from None


def age_on(number, day):
    """Full years on a day."""
    born = birth_date(number)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def masked(number):
    """110105********002X: enough to compare with a document in one's hand. The birth date is left out."""
    return f"{number[:6]}********{number[-4:]}" if number else ""


def masked_text(text):
    """The text with every identity number in it masked."""
    return WITHIN.sub(r"\1********\2", text)
