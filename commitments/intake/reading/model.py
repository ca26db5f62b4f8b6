"""What the reader hands over: plain frozen values with their places in the original text."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

# What a person must settle before a task becomes a commitment.
DOUBTS = {
    "no_unit": _("没有读到责任单位，请补充。"),
    "no_lead_unit": _("没有读到牵头单位，请确认由谁负责。"),
    "no_date": _("原文有时限，但无法据此算出日期，请补充。"),
    "impossible_date": _("原文写的日期在日历上不存在，请核对。"),
    "date_before_document": _("时限早于文件日期，请核对。"),
    "continuous_and_date": _("时限一栏既写长期，又写日期，请确认。"),
    "no_tasks": _("没有读到任务，请核对文件内容。"),
}


@dataclass(frozen=True)
class Span:
    """A place in the original text: text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """A value that was read, and where. A number and a name stay as written; a date is a date."""

    value: str | datetime.date
    span: Span


@dataclass(frozen=True)
class Unit:
    """A unit as the document names it."""

    name: str
    span: Span


@dataclass(frozen=True)
class Limit:
    """A time limit. kind: date, continuous, periodic or none; date is None where the text does not settle it."""

    kind: str = "none"
    date: datetime.date | None = None
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True)
class ReadTask:
    """One task of the document; `doubts` are keys of DOUBTS."""

    ordinal: str
    title: str
    text: str
    starts_with: str
    lead_units: tuple[Unit, ...]
    cooperating_units: tuple[Unit, ...]
    deadline: Limit
    span: Span
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadHead:
    """The document's own particulars; None for what the text does not say."""

    source_title: Found | None = None
    number: Found | None = None
    issuer: Found | None = None
    written_on: Found | None = None
    published_on: Found | None = None

    @property
    def year(self) -> int | None:
        """The year that limits without a year mean: of the signature, else of publication, else of the number."""
        for found in (self.written_on, self.published_on):
            if found:
                return found.value.year
        year = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", unicodedata.normalize("NFKC", self.number.value)) if self.number else None
        return int(year[0]) if year else None


@dataclass(frozen=True)
class ReadDocument:
    """A document as read: nothing in it is decided yet."""

    head: ReadHead
    tasks: tuple[ReadTask, ...] = ()
    doubts: tuple[str, ...] = field(default=())
