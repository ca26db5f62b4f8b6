"""One view of a text for all patterns: half-width, one kind of bracket and blank, and as long as the original."""

import re
import unicodedata

# Paragraphs of run-together texts are told apart by two or more ideographic spaces.
_PARAGRAPH_INDENT = re.compile("\u3000{2,}")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys(map(ord, "\u3000\xa0\u2002\u2003\u2009\u200b\ufeff\x0b"), " ")
_BREAKS = dict.fromkeys(map(ord, "\r\x0c\x85\u2028\u2029"), "\n")
_BRACKETS = {ord(char): to for char, to in zip("〔〕﹝﹞﹙﹚｢｣", "[][]()「」", strict=True)}
_SIGNS = {ord("｡"): "。", ord("､"): "、", ord("﹔"): ";", ord("﹕"): ":", ord("﹐"): ","}
# PDFs often carry radicals (⼀) instead of the characters (一).
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_TABLE = _WIDE | _BLANKS | _BREAKS | _BRACKETS | _SIGNS | _RADICALS


def fold_line_for_line(text: str) -> str:
    """The text with half-width signs and digits, character for character: offsets stay those of the original."""
    return text.translate(_TABLE)


def fold(text: str) -> str:
    """Like fold_line_for_line, and the indent of a run-together paragraph (two ideographic spaces) becomes a break."""
    return fold_line_for_line(_PARAGRAPH_INDENT.sub(lambda found: "\n" * len(found[0]), text))


def squeeze(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s+", "", text)


def without_breaks(text: str) -> str:
    """The text on one line: breaks and the indents beside them left out, spaces inside a line kept."""
    return re.sub(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*", "", text)
