"""A list as a file: CSV, XLSX or JSON of exactly the rows and columns that the page shows.

A cell that a spreadsheet could take for a formula is written as text (formula injection); JSON keeps the words as they are.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

FORMATS = ("csv", "xlsx", "json")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that an XLSX file cannot hold
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Echo:
    """A file that gives back what is written to it, so that csv can stream."""

    def write(self, text: str) -> str:
        return text


def response(kind: str, name: str, labels: list[str], rows: Iterable[list]):
    """A download of `rows`, streamed; `kind` is one of FORMATS, `name` the file's name without its ending."""
    labels = [str(label) for label in labels]
    if kind == "xlsx":
        return FileResponse(workbook(labels, rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
    lines, content_type = (csv_lines, "text/csv; charset=utf-8") if kind == "csv" else (json_lines, "application/json")
    answer = StreamingHttpResponse(lines(labels, rows), content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    return answer


def csv_lines(labels: list[str], rows: Iterable[list]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(labels)  # the mark by which spreadsheets know UTF-8
    for row in rows:
        yield writer.writerow([safe(plain(value)) for value in row])


def json_lines(labels: list[str], rows: Iterable[list]) -> Iterator[str]:
    yield "["
    separator = "\n"
    for row in rows:
        values = [plain(value) for value in row]
        yield separator + json.dumps(dict(zip(labels, values, strict=True)), ensure_ascii=False, default=str)
        separator = ",\n"
    yield "\n]\n"


def workbook(labels: list[str], rows: Iterable[list]):
    """A file object with the rows as an XLSX workbook; openpyxl writes it row by row."""
    from openpyxl import Workbook  # slow to import, rarely needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([safe(label) for label in labels])
    for row in rows:
        sheet.append([safe(plain(value)) for value in row])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def plain(value):
    """A value as files can hold it: numbers stay numbers, dates become ISO text, the rest becomes words."""
    if value is None or isinstance(value, (bool, int, float, Decimal)):
        return "" if value is None else value
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes") if timezone.is_aware(value) else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, set)):
        return "；".join(str(item) for item in value)
    return str(value)


def safe(value):
    """Text without control characters; one that begins like a formula gets an apostrophe in front. Numbers are left alone."""
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value)
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULA) else text
