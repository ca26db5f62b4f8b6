"""Files that are sheets, however they were saved; and those that are not, each with what to do about it."""

import io
import zipfile

import pytest

from core.documents.packages import DocumentError
from core.sheets.reading import Sheet
from core.sheets.template import template
from tests.core.sheets.conftest import COLUMNS, as_csv, as_xlsx, only_name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_every_usual_form(read, encoding, separator):
    rows = read(as_csv(f"名称{separator}件数", f"市住建局{separator}3", encoding=encoding))
    assert [row.values for row in rows] == [{"name": "市住建局", "count": 3}]


def test_rows_are_numbered_as_the_spreadsheet_shows_them(read):
    rows = read(as_csv("名称,事实", '一,"两\n行"', ",", "三,"))
    assert [(row.number, row.values["name"]) for row in rows] == [(2, "一"), (4, "三")]


def test_blank_rows_are_passed_over_and_blank_cells_named(read):
    rows = read(as_xlsx(["名称", "件数"], ["一", 1], [None, None], ["  ", ""], [None, 4]))
    assert [(row.number, row.problems) for row in rows] == [(2, []), (5, [("名称", "没有填写")])]


def test_headers_are_known_by_alias_width_and_mark(read):
    assert read(as_csv(" 单位 名称*（必填）,件数", "市住建局,1"))[0].values["name"] == "市住建局"


def test_what_stands_beside_the_table_is_said(read):
    assert "错了列" in read(as_csv("名称", "市住建局,3"))[0].problems[0][1]


def test_our_own_column_of_reasons_is_passed_over(read):
    assert read(as_csv("名称,原因", "市住建局,没有这个单位"))[0].problems == []


def package(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    file.seek(0)
    return file


def broken_xlsx():
    return io.BytesIO(as_xlsx(["名称"], ["一"]).getvalue()[:-200])


REFUSED = {
    "empty": (lambda: io.BytesIO(b""), "文件是空的"),
    "old excel": (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "另存为.xlsx"),
    "a picture": (lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff"), "CSV"),
    "zeros": (lambda: io.BytesIO(b"\0" * 100), "不是表格"),
    "no xlsx": (lambda: package({"a.txt": "一"}), "已损坏"),
    "half an xlsx": (broken_xlsx, "已损坏"),
    "a bomb": (lambda: package({"xl/workbook.xml": b"0" * 30_000_000}), "解压后过大"),
    "an open quote": (lambda: as_csv("名称", '"一', "二"), "第2行的引号"),
    "a quote inside": (lambda: as_csv("名称", '"一"二'), "第2行的引号"),
    "unknown header": (lambda: only_name_and("备注"), "不认识这些列：备注"),
    "missing header": (lambda: as_csv("件数", "1"), "缺少这些列：名称"),
    "double header": (lambda: only_name_and("单位名称"), "重复了：名称"),
    "too many rows": (lambda: only_name(*["一"] * 101), "最多导入100行"),
    "merged cells": (lambda: as_xlsx(["名称"], ["一"], [None], change=lambda sheet: sheet.merge_cells("A2:A3")), "A2:A3"),
}


def only_name_and(header):
    return as_csv(f"名称,{header}", "一,二")


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_sheet_says_what_to_do(read, what):
    make, words = REFUSED[what]
    with pytest.raises(DocumentError) as refused:
        read(make())
    assert words in str(refused.value.message)
    assert refused.value.data["field"] == "file"


def test_a_file_that_lies_about_its_size_costs_nothing(read):
    sheet = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    cell = b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>'
    far = b'<row r="1">' + cell % (b"A", 1, "名称".encode()) + b'</row><row r="99999999999">' + cell % (b"ZZZ", 9, b"x") + b"</row>"
    source = zipfile.ZipFile(as_xlsx(["名称"], ["一"]))
    members = {name: source.read(name) for name in source.namelist()} | {"xl/worksheets/sheet1.xml": sheet % far}
    assert read(package(members)) == []


def test_a_template_that_is_filled_in_is_read(read):
    from openpyxl import load_workbook

    book = load_workbook(template(COLUMNS))
    assert [cell.value for cell in book.worksheets[1][2]] == ["名称", "必填", None, "市住建局"]
    for place, held in enumerate(["市住建局", "114299000000000013", "2026-6-30", "轻微", "3", "0.5", "事实"], start=1):
        book.active.cell(2, place, held)
    file = io.BytesIO()
    book.save(file)
    row = read(file)[0]
    assert row.problems == [] and row.values["code"] == "114299000000000013"


def test_reading_begins_before_everything_is_there():
    sheet = Sheet(only_name(*["一"] * 5000), COLUMNS, 10_000)
    assert (sheet.total, next(iter(sheet)).number) == (5000, 2)
