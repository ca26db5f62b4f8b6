"""One view of a text for all patterns: half-width, one kind of bracket and blank, and as long as the original."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter

# Paragraphs of run-together texts are told apart by two or more ideographic spaces; 标　　题： is one word.
_PARAGRAPH_INDENT = re.compile("\u3000{2,}(?![\u4e00-\u9fff]\u3000*[：:])")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\u200b\ufeff\x0b"), " ")
_BREAKS = dict.fromkeys(map(ord, "\r\x0c\x85\u2028\u2029"), "\n")
_BRACKETS = {ord(char): to for char, to in zip("〔〕﹝﹞﹙﹚｢｣〖〗{}｛｝", "[][]()「」【】()()", strict=True)}
_SIGNS = {ord("｡"): "。", ord("､"): "、", ord("﹔"): ";", ord("﹕"): ":", ord("﹐"): ","}
# PDFs often carry radicals (⼀) instead of the characters (一).
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# A break inside a sentence, before a word that is no number of an item and no field.
_WORD_BREAK = re.compile(
    r"(?<=[^\s。;:!?])\n[ \t]*(?=[^\s(【\[])"
    r"(?!第?[一二三四五六七八九十百]{1,4}(?:[、.章条]|是|部分)|\d{1,3}[.、 \t;)](?!\d)|\d{1,3}\n|[①-⑳]|(?!单位|部门|时[限间]|期限)[\u4e00-\u9fff]{2,6}[:】\t])"
    r"|\n[ \t]*(?=[、,;。)】”])|(?<=[(【\[《“])\n[ \t]*"
)
_LONG_LINE = re.compile(r"[^\n]{150,}")
_LOST_BREAK = re.compile(r"[ ](?=第?[一二三四五六七八九十]{1,4}[、条章]|\([一二三四五六七八九十]{1,4}\)|\d{1,3}[.、](?!\d)|[①-⑳])")
# A page's number stands alone in its line.
PAGE_NUMBER = r"[ \t]*(?:[-—–][ \t]*\d{1,4}[ \t]*[-—–]|第[ \t]*\d{1,4}[ \t]*页(?:[ \t,]{0,4}共[ \t]*\d{1,4}[ \t]*页)?)[ \t]*"
_PAGE = re.compile(rf"\n{PAGE_NUMBER}(?=\n|$)")
# A sentence that ends in a full point, not 一.总体要求.
_FULL_STOP = re.compile(r"(?<=[\u4e00-\u9fff”》])(?<![一二三四五六七八九十])\.(?![A-Za-z.])")
_LINE_TAG = re.compile(r"<br ?/?>", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()\n]{1,200}\n[^()\n]{1,200}(?:\n[^()\n]{1,200})?\)")
# A field whose letters are spread: 牵 头 单 位：
_SPREAD = re.compile(r"(?:^|\n)[ \t]*((?:[\u4e00-\u9fff][ \t]{1,4}){2,7}[\u4e00-\u9fff][ \t]*):")
_TABLE = _WIDE | _BLANKS | _BREAKS | _BRACKETS | _SIGNS | _RADICALS


def fold_line_for_line(text: str) -> str:
    """The text with half-width signs and digits, character for character: offsets stay those of the original."""
    return _FULL_STOP.sub("。", _LINE_TAG.sub(lambda found: " " * len(found[0]), text.translate(_TABLE)))


def fold(text: str) -> str:
    """Like fold_line_for_line, and the indent of a run-together paragraph (two ideographic spaces) becomes a break,
    as does the blank before an item's number in a text whose breaks became blanks."""
    folded = fold_line_for_line(_PARAGRAPH_INDENT.sub(lambda found: "\n" * len(found[0]), text))
    return _LONG_LINE.sub(lambda line: _LOST_BREAK.sub("\n", line[0]), folded)


def join_lines(folded: str, keep: list[tuple[int, int]] = ()) -> tuple[str, list[int]]:
    """Folded text without the line breaks that only wrap: in a bracket, or behind a full line of a text of fixed width.

    `keep`: places in order where every break counts (tables). Returns the text and, for each of its characters and its end, the place in `folded`."""
    pages = (found.span() for found in _PAGE.finditer(folded))
    spread = [blank.span() for key in _SPREAD.finditer(folded) for blank in re.compile(r"[ \t]+").finditer(folded, *key.span(1))]
    drop = sorted([*pages, *(place for place in [*_wrapping(folded), *spread] if not _inside(keep, place[0]))])
    if not drop:
        return folded, list(range(len(folded) + 1))
    text, places, begin = [], [], 0
    for start, end in [*drop, (len(folded), len(folded))]:
        text.append(folded[begin:start])
        places += range(begin, start)
        begin = end
    return "".join(text), [*places, len(folded)]


def _inside(places, at):
    before = bisect_right(places, at, key=lambda place: place[0]) - 1
    return before >= 0 and at < places[before][1]


def _wrapping(folded):
    """The places of the breaks that only wrap."""
    closed = _breaks_in_brackets(folded)
    lines = [line for line in folded.split("\n") if len(line.strip()) >= 8 and not re.search(r"[\t|]", line)]
    widths = [(measure, full) for measure in (len, _width) if (full := _full_width([measure(line) for line in lines]))]
    for found in _WORD_BREAK.finditer(folded):
        line = folded[folded.rfind("\n", max(0, found.start() - 200), found.start()) + 1 : found.start()]
        filled = any(full - 3 <= measure(line) <= full for measure, full in widths) and not re.search(r"[\t|]", line)
        if filled or found.start() in closed:
            yield found.span()


def _breaks_in_brackets(folded):
    return {inside.start() + offset for inside in _BRACKETED.finditer(folded) for offset, char in enumerate(inside[0]) if char == "\n"}


def _width(line):
    """How wide a line is in Chinese characters, of which a letter or digit is half."""
    return len(line) - len(re.findall(r"[ -~]", line)) // 2


def _full_width(lengths):
    """The length of a full line where the text is broken at a fixed width; 0 where it is not."""
    full = max((length for length, count in Counter(lengths).items() if count >= 3), default=0)
    filled = sum(full - 3 <= length <= full for length in lengths)
    return full if full >= 18 and filled >= max(3, len(lengths) // 4) and max(lengths) <= full + 4 else 0


def squeeze(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text)


def without_breaks(text: str) -> str:
    """The text on one line: breaks and the indents beside them left out, spaces inside a line kept."""
    return re.sub(r"[ \t\u3000]*(?:[\r\n]|<br ?/?>)+[ \t\u3000]*", "", text)
