"""Sheets of 市政府办公室: su uploads them, ye and meng of the credit office confirm."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.jobs.services import run_waiting
from core.sheets.reading import Sheet
from credit_records.imports import batches, services
from credit_records.imports.checking import Checker
from credit_records.imports.columns import columns

HEADERS = [
    "单位名称",
    "统一社会信用代码",
    "姓名",
    "职务",
    "记录类型",
    "程度",
    "标题",
    "事实",
    "发生日期",
    "认定文书",
    "文书文号",
    "文书日期",
]
GOOD = {
    "单位名称": "市住建局",
    "记录类型": "拖欠中小企业款项",
    "标题": "拖欠维修款",
    "事实": "合同款到期未付。",
    "发生日期": "2026-06-30",
}
PAPERED = GOOD | {
    "记录类型": "受到行政处罚",
    "标题": "施工扰民被罚",
    "认定文书": "行政处罚决定书",
    "文书文号": "云环罚〔2026〕7号",
    "文书日期": "2026-07-10",
}


def csv_of(rows):
    lines = [HEADERS, *([row.get(header, "") for header in HEADERS] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def many(count):
    """That many good rows, each its own."""
    return [GOOD | {"标题": f"拖欠第{number}笔维修款"} for number in range(count)]


def paper():
    return SimpleUploadedFile("台账.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")


@pytest.fixture
def check(actor, agencies):
    """check([row, …]) is what the check says of these rows: a Checked each."""
    return lambda rows, by="su": list(Checker(actor(by)).check(Sheet(io.BytesIO(csv_of(rows)), columns(), 100)))


@pytest.fixture
def upload(actor, agencies):
    """upload(rows) is su's batch, checked."""

    def make(rows, by="su", title="第三季度台账"):
        batch = services.upload(by=actor(by), title=title, file=SimpleUploadedFile("台账.csv", csv_of(rows)), files=[paper()])
        run_waiting()
        batch.refresh_from_db()
        return batch

    return make


@pytest.fixture
def enter(upload, actor):
    """enter(rows) is su's batch, entered, under review."""

    def make(rows):
        batch = services.ask_to_enter(batch=upload(rows), by=actor("su"))
        run_waiting()
        batch.refresh_from_db()
        return batch

    return make


@pytest.fixture
def confirm(actor):
    """confirm(batch, "ye") has ye confirm it."""

    def make(batch, by="ye"):
        batches.ask_to_confirm(batch=batch, by=actor(by), reason="与台账逐条核对")
        run_waiting()
        batch.refresh_from_db()
        return batch

    return make
