"""Dates as Chinese documents write them: 二○○三年十二月九日, 2018年12月26日, ２０１８．１２．２６, 2017-08-06."""

import re
from datetime import date

from .numbers import chinese_to_int
from .text import fold_line_for_line

ZERO = "〇○零OoＯ0"
YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][{ZERO}一二三四五六七八九]{{3}})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元正])"
DAY = r"(?:[12]\d|3\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_BLANK = r"[ \t]{0,4}"

# A whole date in folded text. Months and days may be impossible (2月30日): to_date says so.
DATE = re.compile(
    rf"(?<!\d)(?P<year>{YEAR}){_BLANK}(?:年{_BLANK}(?P<month>{MONTH}){_BLANK}月{_BLANK}(?P<day>{DAY}){_BLANK}[日号]"
    rf"|(?P<sign>[-./]){_BLANK}(?P<month2>\d{{1,2}}){_BLANK}(?P=sign){_BLANK}(?P<day2>\d{{1,2}})(?!\d))"
)


def number_of(text: str) -> int | None:
    """A year, month or day in any digits; 元月 and 正月 are the first month, 廿 is twenty."""
    text = text.replace("元", "一").replace("正", "一").replace("廿", "二十")
    return chinese_to_int(text)


def to_date(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except (TypeError, ValueError):
        return None


def date_of(found: re.Match) -> date | None:
    """The date of a match of DATE; None for an impossible one."""
    parts = found["year"], found["month"] or found["month2"], found["day"] or found["day2"]
    return to_date(*map(number_of, parts))


def parse_date(text: str) -> date | None:
    """The first date in the text, in any digits and width; None without one, or where it is impossible."""
    found = DATE.search(fold_line_for_line(text))
    return date_of(found) if found else None
