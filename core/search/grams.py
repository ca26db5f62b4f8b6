"""The tokens of the search index: pairs of neighbouring characters, and single characters, as 32-bit integers.

With pairs nothing is missed whatever a segmenter thinks; the recheck with LIKE removes what only looks alike.
"""

import re
import unicodedata
import zlib

TEXT = re.compile(r"[^\W_]+")


# a document number is typed with any brackets: [2026]12号, 〔2026〕12号
BRACKETS = str.maketrans("[【〖(]】〗)", "〔〔〔〔〕〕〕〕")


def normalised(text):
    """The form in which texts are stored and compared: NFKC, lower case, one kind of bracket, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().translate(BRACKETS).split())


def grams(text):
    """Sorted distinct tokens of a normalised text: of each run of letters and digits its characters and pairs."""
    found = set()
    for run in TEXT.findall(text):
        found.update(token(run[i : i + 2]) for i in range(len(run) - 1))
        found.update(token(character) for character in run)
    return sorted(found)


def query_grams(text):
    """Tokens that every text containing `text` must have."""
    found = set()
    for run in TEXT.findall(text):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)]
        found.update(token(pair) for pair in pairs or [run])
    return sorted(found)


def token(characters):
    """A pair of characters as a signed 32-bit number; a hash, so that characters beyond the BMP fit too."""
    value = zlib.crc32(characters.encode())
    return value - 2**32 if value >= 2**31 else value
