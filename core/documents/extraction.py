"""Text out of an uploaded file: .txt, .docx, .pdf. What cannot be read is refused with a sentence that says what to do."""

import codecs
import io
import re
import zipfile

import filetype
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .packages import MEGABYTE, DocumentError, check_package
from .pdf_text import pdf_text
from .word_text import word_text

MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED_BYTES = 80 * MEGABYTE
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]")


def extract_text(*, name: str, content: bytes) -> str:
    """The text of a file, tables as lines of cells between tabs. Raises DocumentError."""
    _check_size(content)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _kind(content)
    if ending not in ("txt", "docx", "pdf"):
        raise DocumentError("unknown_type", _("只接受 .txt、.docx 和 .pdf 文件。旧版 Word（.doc）和 WPS 请先另存为 .docx。"), name=name)
    if kind != ending:
        raise DocumentError("wrong_content", _("文件内容与扩展名不符，请用原软件重新保存后再上传。"), name=name, kind=kind)
    text = {"txt": _plain_text, "docx": _docx_text, "pdf": _pdf_text}[kind](content)
    if not text.strip():
        raise DocumentError("no_text", _("文件里没有文字，请检查是否选错了文件。"), name=name)
    return text


def _check_size(content):
    limit = getattr(settings, "DOCUMENT_MAX_BYTES", MAX_BYTES)
    if not content:
        raise DocumentError("empty", _("文件是空的，请重新选择文件。"))
    if len(content) > limit:
        raise DocumentError("too_large", _("文件超过大小上限，请删去图片或拆分后再上传。"), size=len(content), limit=limit)


def _kind(content):
    """The type that the bytes are, whatever the name says."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    guessed = filetype.guess(content)
    if content.startswith(b"PK") or guessed and guessed.extension in ("zip", "docx", "xlsx", "pptx"):
        return "docx" if _is_word(content) else "zip"
    return guessed.extension if guessed else "txt"


def _is_word(content):
    """A package with Word's main part. A package too broken to list counts, so that its own refusal is given."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "word/document.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return True


def _plain_text(content):
    text = _decode(content)
    if text is None or len(_CONTROLS.findall(text)) > len(text) // 100:
        raise DocumentError("unknown_encoding", _("无法识别文件的文字编码，请用记事本另存为 UTF-8 编码的 .txt 后再上传。"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(content):
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _docx_text(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            check_package(package, MAX_UNPACKED_BYTES)
        return word_text(content)
    except DocumentError:
        raise
    except OverflowError as error:
        raise _too_long() from error
    except Exception as error:  # python-docx and lxml raise many kinds for a broken package; all mean the same to the person
        raise DocumentError("broken_docx", _("Word 文件已损坏，请用 Word 或 WPS 打开并重新保存后再上传。")) from error


def _too_long():
    return DocumentError("too_long", _("文件内容过多，请拆成几份再上传。"))


def _pdf_text(content):
    try:
        text = pdf_text(content)
    except PermissionError as error:
        raise DocumentError("encrypted", _("文件设有密码，请取消密码后再上传。")) from error
    except OverflowError as error:
        raise _too_long() from error
    except Exception as error:  # pypdf raises many kinds for a broken file; all mean the same to the person
        raise DocumentError("broken_pdf", _("PDF 文件已损坏，请重新导出后再上传。")) from error
    if len(re.sub(r"\s", "", text)) < 10:
        raise DocumentError("scanned_pdf", _("这份 PDF 是扫描图片，没有可读的文字。请上传文字版，或先做文字识别。"))
    return text
