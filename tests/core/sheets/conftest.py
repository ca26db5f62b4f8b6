"""A sheet with one column of each kind, as CSV and as XLSX."""

import io
from functools import partial

import pytest
from openpyxl import Workbook

from core.sheets import cells
from core.sheets.columns import Column
from core.sheets.reading import Sheet

COLUMNS = (
    Column("name", "名称", cells.text(10), required=True, aliases=("单位名称",), sample="市住建局"),
    Column("code", "代码", cells.digits(18)),
    Column("on", "日期", cells.day, blank=None),
    Column("grade", "程度", cells.choice({"轻微": "minor", "一般": "ordinary", "minor": "minor"}), choices=("轻微", "一般")),
    Column("count", "件数", cells.whole, blank=None, signed=True),
    Column("rate", "比率", cells.decimal(2), blank=None, signed=True),
    Column("facts", "事实", cells.text(20, lines=True)),
)


def as_csv(*rows, encoding="utf-8"):
    return io.BytesIO("\n".join(rows).encode(encoding))


def as_xlsx(*rows, change=lambda sheet: None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


@pytest.fixture
def read():
    """read(file) is the list of its rows."""
    return lambda file, most_rows=100: list(Sheet(file, COLUMNS, most_rows))


@pytest.fixture
def one(read):
    """one("日期", "2026-6-30") is the row of a CSV that holds this beside a name; one(…, xlsx=True) that of an XLSX."""

    def make(header, held, xlsx=False):
        if xlsx:
            return read(as_xlsx(["名称", header], ["市住建局", held]))[0]
        return read(as_csv(f"名称\t{header}", f"市住建局\t{held}"))[0]

    return make


only_name = partial(as_csv, "名称")
