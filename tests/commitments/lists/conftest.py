"""A yearly list of 市政府办公室 for this year, and sheets for it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from commitments.lists.services import announce, draw_up, submit, upload_sheet

HEAD = ["事项", "责任单位", "配合单位", "完成时限", "向谁承诺", "怎样算做到", "清单序号", "计划投资（万元）", "实施地点"]


def row(position=1, **changed):
    """A row of the sheet; `changed` by the header."""
    cells = {
        "事项": f"改造老旧小区{position}处",
        "责任单位": "市住建局",
        "配合单位": "市财政局、东泽区政府",
        "完成时限": f"{timezone.localdate().year}-12-31",
        "向谁承诺": "全体市民",
        "怎样算做到": "全部通过工程验收\n验收单公开",
        "清单序号": position,
        "计划投资（万元）": 1200,
        "实施地点": "东泽区",
    } | changed
    return [cells.get(header, "") for header in HEAD]


def workbook(*rows, head=HEAD):
    book, content = Workbook(), BytesIO()
    for line in (head, *rows):
        book.active.append(line)
    book.save(content)
    return SimpleUploadedFile("清单.xlsx", content.getvalue())


@pytest.fixture
def drawn_up(agencies, kind, actor):
    """drawn_up(year=…): an empty list of livelihood projects."""

    def make(year=None, by="su", **changed):
        year = year or timezone.localdate().year
        told = {"kind": kind("livelihood_project"), "agency": agencies["市政府办公室"], "title": f"云澜市{year}年民生实事"} | changed
        return draw_up(year=year, by=actor(by), **told)

    return make


@pytest.fixture
def uploaded(drawn_up, actor):
    """uploaded(row(1), row(2)): a list with this sheet, announced today."""

    def make(*rows, announced_on=None, of=None):
        day = announced_on or timezone.localdate()
        return upload_sheet(yearly_list=of or drawn_up(), announced_on=day, file=workbook(*rows), by=actor("su"))

    return make


@pytest.fixture
def announced(uploaded, actor):
    """announced(): a list of two items (市住建局, 东泽区政府), as the public sees it."""

    def make(*rows, **changed):
        yearly_list = uploaded(*(rows or (row(1), row(2, 责任单位="东泽区政府", 配合单位=""))), **changed)
        submit(yearly_list=yearly_list, by=actor("su"))
        return announce(yearly_list=yearly_list, by=actor("fang"))

    return make
