"""D6: files are what their content says, kept once under their hash, seen by whoever may see what they prove."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError
from core.evidence import verification
from core.evidence.forms import EvidenceField
from core.evidence.models import Evidence
from core.evidence.services import MOST_FILES, attach
from core.evidence.shown import files_of
from core.evidence.sniffing import ALLOWED, DOCX, XLSX, media_type, safe_name

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def archive(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<xml/>")
    return made.getvalue()


def upload(content, name="证明.pdf", browser_says="application/octet-stream"):
    return SimpleUploadedFile(name, content, browser_says)


SAMPLES = {
    "application/pdf": PDF,
    "image/png": PNG,
    "image/jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 32,
    "image/webp": b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 32,
    "video/mp4": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + b"\0" * 32,
    DOCX: archive("[Content_Types].xml", "word/document.xml"),
    XLSX: archive("[Content_Types].xml", "xl/workbook.xml"),
    "text/plain": "关于答复的说明\r\n一、\t已办结。".encode(),
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_the_content_decides_what_a_file_is(kind):
    assert media_type(io.BytesIO(SAMPLES[kind])) == kind


def test_text_in_gb18030_is_text():
    assert media_type(io.BytesIO("关于答复的说明，已办结。".encode("gb18030"))) == "text/plain"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0" + b"\0" * 60,
        b"\x7fELF" + b"\0" * 60,
        archive("anything.txt"),
        b"PK\x03\x04 broken",
        b"\0\1\2\3" * 20,
        b"GIF89a" + b"\0" * 20,
    ],
    ids=["exe", "elf", "zip", "broken zip", "binary", "gif"],
)
def test_what_is_refused_whatever_it_is_called(content, actor, agencies):
    with pytest.raises(DomainError) as refused:
        attach(subject=agencies["市人社局"], files=[upload(content, "report.pdf", "application/pdf")], by=actor("lin"))
    assert refused.value.code == "file_type_refused"
    assert "report.pdf" in refused.value.message


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("证明.pdf", "证明.pdf"),
        ("C:\\用户\\证明.PDF", "证明.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("setup.exe", "setup.exe.pdf"),
        ("证明\u202efdp.exe", "证明fdp.exe.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given, "application/pdf") == kept


def test_a_file_is_kept_with_its_hash_size_and_submitter(actor, agencies, people):
    made = attach(subject=agencies["市人社局"], files=[upload(PDF), upload(PNG, "现场.png")], by=actor("lin"))
    first = made[0]
    assert (first.name, first.media_type, first.size) == ("证明.pdf", "application/pdf", len(PDF))
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (first.agency, first.uploaded_by) == (agencies["市人社局"], people["lin"])
    assert first.file.read() == PDF
    assert [file.name for file in files_of(agencies["市人社局"])] == ["证明.pdf", "现场.png"]


def test_files_on_disk_are_nobody_elses(evidence):
    path = Path(evidence.file.path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_content_lies_on_disk_once(actor, agencies):
    one, two = attach(subject=agencies["市人社局"], files=[upload(PDF), upload(PDF, "副本.pdf")], by=actor("lin"))
    assert one.file.name == two.file.name
    assert default_storage.listdir(os.path.dirname(one.file.name))[1] == [one.sha256]


def test_half_a_file_of_a_dead_server_is_nobodys_evidence(actor, agencies):
    first = attach(subject=agencies["市人社局"], files=[upload(PDF)], by=actor("lin"))[0]
    Path(first.file.path).write_bytes(PDF[:5])
    second = attach(subject=agencies["市人社局"], files=[upload(PDF)], by=actor("lin"))[0]
    assert second.file.read() == PDF


def test_one_bad_file_keeps_out_all(actor, agencies):
    with pytest.raises(DomainError):
        attach(subject=agencies["市人社局"], files=[upload(PDF), upload(b"", "空.pdf")], by=actor("lin"))
    assert not Evidence.objects.exists()
    assert not default_storage.exists("evidence")


def test_limits_are_said_with_the_name_of_the_file(actor, settings):
    settings.EVIDENCE_MAX_BYTES = 10
    for files, code in (
        ([upload(PDF)], "file_too_large"),
        ([upload(b"")], "empty_file"),
        ([upload(PDF)] * (MOST_FILES + 1), "too_many_files"),
    ):
        with pytest.raises(DomainError) as refused:
            attach(subject=None, files=files, by=actor("lin"))
        assert refused.value.code == code
        assert refused.value.data["field"] == "files"


def test_the_field_takes_several_files():
    assert EvidenceField().clean([upload(PDF), upload(PNG)])[1].name == "证明.pdf"
    assert EvidenceField(required=False).clean([]) == []


@pytest.fixture
def evidence(actor):
    """Of no subject yet: its uploader's alone."""
    return attach(subject=None, files=[upload(PDF)], by=actor("lin"))[0]


def test_a_download_is_private_and_never_shown_in_a_page(evidence, signed_in):
    answer = signed_in("lin").get(reverse("evidence", args=[evidence.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_one_may_not_see_is_not_there(evidence, signed_in, client):
    path = reverse("evidence", args=[evidence.pk])
    assert client.get(path).status_code == 302
    for username in ("he", "tang", "jiang", "admin"):
        assert signed_in(username).get(path).status_code == 404


def test_evidence_is_seen_by_whoever_sees_its_subject(actor, agencies, signed_in):
    made = attach(subject=agencies["市人社局"], files=[upload(PDF)], by=actor("lin"))[0]
    assert signed_in("tang").get(reverse("evidence", args=[made.pk])).status_code == 200


def test_a_missing_file_is_said_clearly(evidence, signed_in):
    default_storage.delete(evidence.file.name)
    answer = signed_in("lin").get(reverse("evidence", args=[evidence.pk]))
    assert answer.status_code == 409
    assert "文件不在存储里" in answer.content.decode()


def test_verification_names_what_is_missing_or_changed(evidence, actor, capsys):
    other = attach(subject=None, files=[upload(PNG, "现场.png")], by=actor("lin"))[0]
    call_command("verify_evidence")
    assert "共核对2份材料，0份有问题" in capsys.readouterr().out
    default_storage.delete(evidence.file.name)
    with open(default_storage.path(other.file.name), "ab") as file:
        file.write(b"!")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_evidence")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert f"文件缺失: {evidence.pk}" in said
    assert f"内容被改动: {other.pk}" in said


def test_files_without_a_row_are_found_once_they_are_old(evidence):
    path = evidence.file.name
    Evidence.objects.all().delete()
    assert list(verification.orphans()) == []
    assert list(verification.orphans(now=timezone.now() + timedelta(hours=2))) == [path]
