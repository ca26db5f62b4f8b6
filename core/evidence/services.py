"""Taking evidence in. All files of one upload are checked before the first is kept."""

import hashlib

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.evidence.models import Evidence, evidence_path
from core.evidence.sniffing import media_type, safe_name

MOST_FILES = 20


@transaction.atomic
def attach(*, subject, files, by, most_bytes=None, sniff=media_type):
    """Keep the uploaded `files` as evidence of `subject` (None: of nothing yet; then its uploader's alone). Returns the Evidence rows.

    Who may attach to the subject the caller has checked. `most_bytes` of one file: EVIDENCE_MAX_BYTES unless the caller knows better; `sniff(file)`: its media
    type, empty for one that is not taken.
    Raises DomainError("too_many_files", "empty_file", "file_too_large", "file_type_refused").
    """
    if len(files) > MOST_FILES:
        raise DomainError("too_many_files", _("一次最多上传%(most)d个文件，请分几次上传。") % {"most": MOST_FILES}, field="files")
    kinds = [checked_type(file, most_bytes or settings.EVIDENCE_MAX_BYTES, sniff) for file in files]
    return [keep(file, kind, subject, by) for file, kind in zip(files, kinds, strict=True)]


def checked_type(file, most_bytes, sniff):
    """The media type of a file that may be kept. Raises DomainError."""
    if not file.size:
        raise refused("empty_file", _("“%(name)s”是空文件，请检查后重新选择。"), file)
    if file.size > most_bytes:
        words = _("“%(name)s”有%(size)s，超过了%(most)s的上限。请压缩或拆分后再上传。")
        raise refused("file_too_large", words, file, size=filesizeformat(file.size), most=filesizeformat(most_bytes))
    kind = sniff(file)
    if not kind:
        words = _("“%(name)s”的内容不是可以接收的格式。请上传PDF、Word（docx）、Excel（xlsx）、图片、MP4或文本文件。")
        raise refused("file_type_refused", words, file)
    return kind


def refused(code, words, file, **data):
    return DomainError(code, words % {"name": file.name, **data}, field="files")


def keep(file, kind, subject, by):
    evidence = Evidence(
        subject=subject,
        name=safe_name(file.name, kind),
        media_type=kind,
        size=file.size,
        sha256=sha256_of(file),
        agency_id=submitting_agency(subject, by),
        uploaded_by=by.user,
    )
    evidence.file.name = stored(file, evidence)
    evidence.save()
    return evidence


def stored(file, evidence):
    """Where the content lies: the same content is kept once. A file whose transaction fails later is found by `verify_evidence`.

    What lies there already may be half a file, of a server that died while it wrote: then the whole one is kept beside it.
    """
    path = evidence_path(evidence, evidence.name)
    return path if holds(path, evidence.sha256) else default_storage.save(path, File(file))


def holds(path, sha256):
    if not default_storage.exists(path):
        return False
    with default_storage.open(path) as file:
        return sha256_of(file) == sha256


def sha256_of(file):
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(64 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def submitting_agency(subject, by):
    """The agency for which the actor submits: the subject's own where the actor works there, else the actor's first."""
    own = getattr(subject, "agency_id", None)
    return own if own in by.agency_ids else min(by.agency_ids, default=None)
