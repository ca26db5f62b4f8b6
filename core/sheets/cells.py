"""One cell: what it holds, read as the kind that its column wants. A cell that cannot be read says why and what to do."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from core.documents.dates import DATE, date_of, to_date
from core.documents.text import fold_line_for_line

FORMULA = frozenset("=+-@＝＋－＠")
SIGNED = frozenset("+-＋－")
# control characters and those that steer the direction of the text or take no room; a line break is looked at by the column
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")
SCIENTIFIC = re.compile(r"[\d.]+[Ee]\+?\d{2}")
EXCEL_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|####+)")
EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?$")
WHOLE = re.compile(r"-?\d{1,18}")
SAFE_DIGITS = 10**15  # a spreadsheet keeps 15 digits of a number
FIRST_DAY, LAST_DAY = 10_000, 80_000  # 1927 to 2119, as spreadsheets number days


class CellError(ValueError):
    """Why a cell cannot be read, in words for whoever wrote it."""


def content(raw):
    """What a cell holds: None where it is blank, text without outer white space, or a number or date as the spreadsheet has it.

    Raises CellError for what no column takes.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        text = raw.strip()
        if not text:
            return None
        if HIDDEN.search(text):
            raise CellError(_("有看不见的控制字符，请删去这一格，重新输入"))
        if text[0] == "#" and EXCEL_ERROR.match(text):
            raise CellError(_("这一格是表格软件的计算错误（%(text)s），请填写实际内容") % {"text": text[:10]})
        return text
    if isinstance(raw, (bool, int, float, Decimal, date)):
        return raw
    raise CellError(formula_words())


def formula_words():
    return _("以等号、加减号或者@开头，像公式。请只填写文字或数值，不用公式")


def is_formula(text, signed=False):
    """Whether a spreadsheet would take the text for a formula; `signed`: a number may have its sign."""
    first = text.lstrip("'")[:1]
    return first in FORMULA and not (signed and first in SIGNED)


def shown(raw):
    """A cell as it is shown and given back."""
    if raw is None:
        return ""
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == raw.time().min else raw.isoformat(sep=" ")
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < SAFE_DIGITS:
        return str(int(raw))
    return HIDDEN.sub("", str(raw))


def text(most, lines=False):
    """A reader of text of at most `most` characters; in one line unless `lines`."""

    def read(held):
        words = held if isinstance(held, str) else number_as_text(held)
        if is_formula(words):
            raise CellError(formula_words())
        if len(words) > most:
            raise CellError(_("最多%(most)d字，现在有%(count)d字") % {"most": most, "count": len(words)})
        if not lines and ("\n" in words or "\r" in words):
            raise CellError(_("这一格里有换行，请写成一行"))
        return words.replace("\r\n", "\n").replace("\r", "\n")

    return read


def digits(most):
    """A reader of text whose digits count: codes and identity numbers. One that a spreadsheet has made a number of has lost its end."""
    read_text = text(most)

    def read(held):
        if isinstance(held, str) and SCIENTIFIC.fullmatch(held):
            raise CellError(lost_digits())
        return read_text("".join(held.split()) if isinstance(held, str) else held).upper()

    return read


def number_as_text(held):
    if isinstance(held, bool):
        raise CellError(_("这一格是“真/假”值，请填写文字"))
    if isinstance(held, date):
        raise CellError(_("表格软件把这一格变成了日期。请把这一列设为“文本”格式，重新填写"))
    if abs(held) >= SAFE_DIGITS:
        raise CellError(lost_digits())
    return shown(held)


def lost_digits():
    return _("表格软件把这串数字当成了数值，后几位已经丢失。请把这一列设为“文本”格式，重新填写")


def day(held):
    """A reader of dates: 2026-06-30, 2026/6/30, 20260630, 2026年6月30日, 二○二六年六月三十日, or a date of the spreadsheet."""
    if isinstance(held, datetime):
        return held.date()
    if isinstance(held, date):
        return held
    if isinstance(held, (int, float)) and not isinstance(held, bool) and FIRST_DAY < held < LAST_DAY:
        return from_excel(int(held)).date()
    found = day_of(MIDNIGHT.sub("", str(shown(held))))
    if found is None:
        raise CellError(_("不是日历上的日期，请写成2026-06-30或者2026年6月30日"))
    return found


@lru_cache(maxsize=4096)  # a sheet has many rows of few days
def day_of(words):
    folded = fold_line_for_line(words)
    if found := EIGHT_DIGITS.fullmatch(folded):
        return to_date(*map(int, found.groups()))
    found = DATE.fullmatch(folded)
    return date_of(found) if found else None


def choice(values, *, most_named=8):
    """A reader of one of the choices: `values` maps each accepted word (label, code) to what it means."""
    known = {key(word): value for word, value in values.items()}

    def read(held):
        words = shown(held)
        if is_formula(words):
            raise CellError(formula_words())
        if key(words) not in known:
            named = "、".join(list(dict.fromkeys(values))[:most_named])
            raise CellError(_("没有“%(words)s”这一项，可以填：%(choices)s") % {"words": words[:30], "choices": named})
        return known[key(words)]

    return read


def key(words):
    return "".join(words.split()).casefold()


def whole(held):
    """A reader of whole numbers."""
    if isinstance(held, float) and held.is_integer() and abs(held) < SAFE_DIGITS:
        held = int(held)
    words = fold_line_for_line(str(held)) if isinstance(held, (int, str)) and not isinstance(held, bool) else ""
    if not WHOLE.fullmatch(words):
        raise CellError(_("不是整数，请只写数字，不加单位和逗号"))
    return int(words)


def decimal(places):
    """A reader of numbers with at most so many decimal places."""

    def read(held):
        try:
            if isinstance(held, (bool, date)):
                raise InvalidOperation
            number = Decimal(fold_line_for_line(shown(held)))
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or abs(number) >= SAFE_DIGITS:
            raise CellError(_("不是数值，请只写数字，不加单位和逗号"))
        if -number.as_tuple().exponent > places:
            raise CellError(_("最多%(places)d位小数") % {"places": places})
        return number

    return read
