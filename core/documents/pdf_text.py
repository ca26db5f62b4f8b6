"""The text of a PDF, with the lines that the page broke put together again."""

import io
import re

from pypdf import PdfReader

_ENDS = "。；;：:！!？?）)】”」"
_BEGINS = re.compile(r"[ \t\u3000]*(?:第?[一二三四五六七八九十]+[、条章]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,3}[.．、]|[①-⑳]|附件|【)")
_PAGE_NUMBER = re.compile(r"[ \t]*[-—－–]*[ \t]*\d{1,4}[ \t]*[-—－–]*[ \t]*")


# a small file can draw the same page, or the same part of a page, any number of times: what is read has an end
MOST_PAGES = 5_000
MOST_DRAWN = 20 * 1024 * 1024  # bytes of what the pages draw, unpacked
MOST_STEPS = 1_000_000  # of drawing, about 50 microseconds each
MOST_CHARACTERS = 1_000_000


def pdf_text(content: bytes) -> str:
    """The text of all pages. Raises PermissionError for a file that a password locks, OverflowError for one that takes too long to read,
    and pypdf's errors for a broken one."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PermissionError("locked by a password")
    check(len(reader.pages) <= MOST_PAGES)
    return "\n".join(_join_lines(text) for text in _texts(reader.pages))


def _texts(pages):
    drawn = steps = characters = 0

    def step(*_operation):
        nonlocal steps
        steps += 1
        check(steps <= MOST_STEPS)

    for page in pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        check(drawn <= MOST_DRAWN)
        text = page.extract_text(visitor_operand_before=step) or ""
        characters += len(text)
        check(characters <= MOST_CHARACTERS and steps <= MOST_STEPS)
        yield text


def check(ends):
    if not ends:
        raise OverflowError("takes too long to read")


def _join_lines(page):
    """A full line that does not end a sentence goes on in the next one."""
    lines = [line.rstrip() for line in page.replace("\0", "").split("\n") if not _PAGE_NUMBER.fullmatch(line)]
    full = max((len(line) for line in lines), default=0) - 3
    joined = []
    for line in lines:
        if joined and len(joined[-1][1]) >= max(full, 15) and joined[-1][1][-1:] not in _ENDS and not _BEGINS.match(line):
            joined[-1] = (joined[-1][0] + line.lstrip(), line)
        else:
            joined.append((line, line))
    return "\n".join(text for text, _ in joined)
