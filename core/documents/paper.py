"""What an official letter says. All words are ready to be printed; nothing here knows of a database or a language."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1 (一、) or 2 (（一）); its number is part of the words."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """One paragraph."""

    words: str


@dataclass(frozen=True)
class Table:
    """Rows of words. `shares` are the columns' parts of the width; a table that breaks over pages repeats its head."""

    head: tuple
    rows: tuple
    shares: tuple


@dataclass(frozen=True)
class Facts:
    """Pairs of a label and its words, as a table of two columns without a head."""

    pairs: tuple


@dataclass(frozen=True)
class Check:
    """How a reader makes sure that the paper is genuine: its code, and the address that the QR code holds."""

    code: str
    url: str
    label: str


@dataclass(frozen=True)
class Paper:
    """发文机关标志, 发文字号, title, body, 署名, 成文日期, 附注."""

    issuer: str
    number: str
    title: str
    blocks: tuple
    dated_on: date
    made_at: datetime  # with the time zone; the same paper printed again has the same bytes
    addressee: str = ""
    signer: str = ""  # the issuer, where empty
    note: str = ""
    check: Check | None = None
