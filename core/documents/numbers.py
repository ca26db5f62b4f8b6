"""Chinese numerals, and document numbers (文号) such as 〔2018〕17号."""

import re
from dataclasses import dataclass

from .text import fold_line_for_line, squeeze

_DIGITS = {
    char: value
    for value, chars in enumerate(["〇○零OoＯｏ0", "一壹1", "二贰两2", "三叁3", "四肆4", "五伍5", "六陆6", "七柒7", "八捌8", "九玖9"])
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_PLAIN = "零一二三四五六七八九"


def chinese_to_int(text: str) -> int | None:
    """The value of 二十三, 一百零五, 二〇一八 or 12; None where the text is no number up to 9999."""
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def int_to_chinese(number: int) -> str:
    """十二 for 12, 一百零五 for 105. Raises ValueError outside 0–9999."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    words, zero_due = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if zero_due else "") + _PLAIN[digit] + name
        zero_due = bool(words) and not digit
    return re.sub("^一十", "十", words) or "零"


@dataclass(frozen=True)
class DocumentNumber:
    """发文字号: the issuer's sign (代字), the year and the serial number of that year."""

    sign: str
    year: int
    serial: int

    def __str__(self):
        return f"{self.sign}〔{self.year}〕{self.serial}号"


# 渝办发[2003]226号, 国办函〔2021〕49号, 云府字(2004)第12号; blanks may stand between the parts. On folded text.
DOCUMENT_NUMBER = re.compile(
    r"(?P<number>(?P<sign>(?:[\u4e00-\u9fff](?:[ \t][\u4e00-\u9fff]){1,9}|[\u4e00-\u9fff]{1,12})[ \t]{0,4})[\[(【][ \t]{0,4}(?P<year>(?:19|20)\d{2})[ \t]{0,4}[\])】]"
    r"[ \t]{0,4}第?[ \t]{0,4}(?P<serial>\d{1,5})[ \t]{0,4}号)"
)


def parse_document_number(text: str) -> DocumentNumber | None:
    """The document number that the text is, whatever brackets and width it is written in; None where it is none."""
    found = DOCUMENT_NUMBER.fullmatch(squeeze(fold_line_for_line(text)))
    return DocumentNumber(found["sign"], int(found["year"]), int(found["serial"])) if found else None
