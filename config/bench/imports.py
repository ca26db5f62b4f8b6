"""The import of a sheet of 100,000 records against COPY of the same rows into the same tables, with the same triggers."""

import csv
import io
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import override_settings
from stdnum.cn import uscc

from config.bench.database import run
from config.bench.figures import Figure, seconds
from core.accounts.actor import Actor
from core.accounts.models import Membership, Role, User
from core.directory.models import Agency, AgencyName, CivilServant
from core.history import acting
from core.jobs.services import run_waiting
from credit_records.imports import services
from credit_records.records.models import CreditRecord

ROWS, EACH = 100_000, 50  # rows of the sheet, and how many of them are about one agency or its person
ROUNDS = 3
FILES, RECORDS = "credit_records_creditfile", "credit_records_creditrecord"
HEADERS = ("单位名称", "统一社会信用代码", "姓名", "记录类型", "标题", "事实", "发生日期", "认定文书", "文书文号", "文书日期")
FACTS = "经核查，该单位应于约定日期前付清合同款，经两次书面催告仍未付清，双方对欠款数额没有争议。第{number}号催告函和对账单附后。"
COPY = "COPY, same rows, same tables, same triggers"


def measure(scale):
    """Two figures: the job that writes, which checks every row once more, and both jobs of an import: the dry run and that one."""
    rows = int(ROWS * scale)
    by, sheet = fill(max(rows // EACH, 1)), sheet_of(rows)
    checked, entered, copied = [], [], []
    with evidence_elsewhere():
        for _ in range(ROUNDS):
            batch = upload(by, sheet)
            checked.append(seconds(run_waiting))
            services.ask_to_enter(batch=batch, by=by)
            entered.append(seconds(run_waiting))
            copied.append(seconds(partial(copy, taken_out(rows), by)))
            forget()
    both = min(checked) + min(entered)
    return [
        Figure(f"import of {rows:,} rows: checked again and entered", min(entered), COPY, min(copied), 4),
        Figure("the same and the dry run before it", both, COPY, min(copied), 4),
    ]


def fill(agencies):
    """A city with so many agencies, one person in each, and the credit office, whose clerk it returns."""
    office = Agency.objects.create(name="测速信用办", short_name="测速信用办", level="department", division_code="429900")
    user = User.objects.create_user("bench_import", name="测速", email="import@yunlan.example")
    Membership.objects.create(user=user, agency=office, role=Role.CREDIT_OFFICE)
    rows = [Agency(name=name_of(one), short_name=name_of(one), level="department", division_code="429900", credit_code=code_of(one))
            for one in range(agencies)]  # fmt: skip
    rows = Agency.objects.bulk_create(rows)
    AgencyName.objects.bulk_create(AgencyName(agency=one, name=one.name, normalised=one.name) for one in rows)
    CivilServant.objects.bulk_create(CivilServant(agency=one, name="测一", title="科员") for one in rows)
    return Actor.of(user)


def name_of(number):
    return f"云澜市测速第{number}局"


def code_of(number):
    body = f"11429900{number:08d}0"
    return body + uscc.calc_check_digit(body)


def sheet_of(rows):
    """A CSV of which every row is its own: half by name, half by code, one in ten about a person, half with a deciding paper."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows(row(number) for number in range(rows))
    return text.getvalue().encode()


def row(number):
    agency = number // EACH
    subject = (name_of(agency), "") if number % 2 else ("", code_of(agency))
    person = "测一" if number % 10 == 0 else ""
    paper = ("行政处罚决定书", f"云测罚〔2026〕{number}号", "2026-07-15") if person or number % 4 < 2 else ("", "", "")
    kind = "受到行政处罚" if paper[0] else "拖欠中小企业款项"
    return *subject, person, kind, f"拖欠第{number}笔工程款", FACTS.format(number=number), "2026-06-30", *paper


@contextmanager
def evidence_elsewhere():
    """The sheets that are uploaded do not stay among the portal's files."""
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        yield


def upload(by, sheet):
    paper = SimpleUploadedFile("台账.txt", "测速".encode())
    return services.upload(by=by, title="测速", file=SimpleUploadedFile("台账.csv", sheet), files=[paper])


def taken_out(rows):
    """{table (columns): its rows as text}. The records get keys of their own again, as those of the sheet got them."""
    if CreditRecord.objects.filter(state="in_review").count() != rows:
        raise AssertionError("the import did not enter every row of the sheet")
    columns = ", ".join(field.column for field in CreditRecord._meta.concrete_fields if not field.primary_key)
    texts = {f"{FILES} (id, agency_id, civil_servant_id, opened_on)": io.StringIO(), f"{RECORDS} ({columns})": io.StringIO()}
    with connection.cursor() as cursor:
        for table, text in texts.items():
            cursor.copy_expert(f"COPY {table} TO STDOUT", text)
            text.seek(0)
    forget()
    return texts


def copy(texts, by):
    with transaction.atomic(), acting(by), connection.cursor() as cursor:
        for table, text in texts.items():
            cursor.copy_expert(f"COPY {table} FROM STDIN", text)


def forget():
    """No record and no file, and no history of them."""
    run(f"TRUNCATE {FILES}, {FILES}event, {RECORDS}, {RECORDS}event CASCADE")
