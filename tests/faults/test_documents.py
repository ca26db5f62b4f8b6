"""Documents that are no good: a clear sentence on the page, and nothing is half taken in (issue: faults and bad input)."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commitments.intake.models import DraftTask, IntakeDocument

pytestmark = pytest.mark.django_db
TASKS = """云澜市人民政府办公室关于办理时限的通知
云政办发〔2026〕77号
一、重点任务
（一）公布办理时限。{words}前在平台公布。（牵头单位：市行政审批局）
"""
GOOD = TASKS.format(words="2026年12月31日")


def zip_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 200_000_000)
    return packed.getvalue()


REFUSED = {
    "empty": ("文件.txt", b"", "空"),
    "fifty megabytes": ("文件.txt", b"x" * 50_000_000, "上限"),
    "a picture called docx": ("文件.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "不符"),
    "broken docx": ("文件.docx", b"PK\x03\x04" + b"0" * 500, ""),
    "zip bomb": ("文件.docx", zip_bomb(), ""),
    "no tasks": ("文件.txt", "今天天气很好。".encode(), "没有在文件里读到任务"),
    "a program": ("文件.exe", b"MZ" + b"0" * 100, ".docx"),
}


def upload(client, name, content):
    return client.post(reverse("intake_new"), {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_read_is_refused_with_what_to_do(signed_in, case):
    name, content, words = REFUSED[case]
    response = upload(signed_in("su"), name, content)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page and 'class="error' in page
    assert not IntakeDocument.objects.exists() and not DraftTask.objects.exists()


def test_gb18030_is_read(signed_in):
    assert upload(signed_in("su"), "文件.txt", GOOD.encode("gb18030")).status_code == 302
    assert IntakeDocument.objects.get().tasks.get().title == "公布办理时限"


def test_an_impossible_date_is_a_question_not_a_fault(signed_in):
    upload(signed_in("su"), "文件.txt", TASKS.format(words="2026年2月30日").encode())
    task = DraftTask.objects.get()
    assert task.due_on is None and any("不存在" in question for question in task.open_questions)


def test_two_documents_of_one_number(signed_in):
    client = signed_in("su")
    upload(client, "文件.txt", GOOD.encode())
    response = upload(client, "文件.txt", GOOD.replace("平台", "网站").encode())
    assert response.status_code == 422 and "云政办发〔2026〕77号" in response.content.decode()
    assert IntakeDocument.objects.count() == 1
