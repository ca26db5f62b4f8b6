"""Which columns a sheet may have, and which of them a file has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.documents.packages import DocumentError

MARKS = re.compile(r"\s|\*|\((必填|选填)\)")
REASON = "原因"  # the column that we add ourselves when bad rows are given back; what stands there in a file is passed over


@dataclass(frozen=True)
class Column:
    """`read` turns what a cell holds into a value, or raises CellError. A blank cell gives `blank`, unless `required`."""

    name: str
    header: Any
    read: Callable
    required: bool = False
    aliases: tuple = ()
    hint: Any = ""
    sample: str = ""
    choices: tuple = ()
    blank: Any = ""
    signed: bool = False  # a number may begin with its sign


def plain(header):
    """The form under which headers are compared: no white space, width, star or what is required."""
    return MARKS.sub("", unicodedata.normalize("NFKC", str(header or ""))).casefold()


def match(headers, columns):
    """For each header its Column, or None for one that is left aside. Raises DocumentError("sheet_headers") that names what is wrong."""
    known = {plain(word): column for column in columns for word in (column.header, *column.aliases)}
    found = [known.get(plain(header)) for header in headers]
    unknown = [str(header) for header, column in zip(headers, found, strict=True) if column is None and plain(header) not in ("", REASON)]
    twice = [str(column.header) for column, count in Counter(column for column in found if column).items() if count > 1]
    missing = [str(column.header) for column in columns if column.required and column not in found]
    if wrong := wrong_words(unknown, twice, missing):
        raise DocumentError("sheet_headers", wrong, field="file")
    return found


def wrong_words(unknown, twice, missing):
    words = []
    if missing:
        words.append(_("表里缺少这些列：%(names)s。") % {"names": "、".join(missing)})
    if twice:
        words.append(_("这些列重复了：%(names)s。每列只留一个。") % {"names": "、".join(twice)})
    if unknown:
        names = "、".join(name[:20] for name in unknown[:10])
        words.append(_("不认识这些列：%(names)s。请改成模板里的列名，或者删去。") % {"names": names})
    return "".join(words) + _("第一行应是列名，可以下载模板对照。") if words else ""
