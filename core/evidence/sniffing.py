"""What a file is, by its content. Its ending and what the browser says about it decide nothing."""

import re
import unicodedata
import zipfile

import filetype

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain"
# media type: endings that fit, the first one is given where none fits
ALLOWED = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "video/mp4": ("mp4", "m4v"),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    TEXT: ("txt", "csv", "md"),
}
OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
LONGEST_NAME = 120
HEAD = 8192  # bytes that filetype looks at


def media_type(file):
    """The media type of an open file if it is one of ALLOWED, else an empty string."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"PK"):
        return office_type(file)
    kind = filetype.guess(head)
    if kind is None:
        return TEXT if is_text(file) else ""
    return kind.mime if kind.mime in ALLOWED else ""


def sheet_type(file):
    """That of a sheet, for attach(); whether it can be read as one, Sheet() says with better words."""
    file.seek(0)
    return XLSX if file.read(2) == b"PK" else TEXT


def office_type(file):
    """A .docx or .xlsx has its main part in the directory of the archive; nothing is unpacked."""
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return ""
    finally:
        file.seek(0)
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), "")


def is_text(file):
    """Text in UTF-8 or GB18030 without control characters."""
    data = file.read()
    file.seek(0)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return not CONTROLS.search(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def safe_name(name, kind):
    """A name to show and to offer for download: no folders, no control or direction characters, an ending that fits the content."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C").strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in ALLOWED[kind]:
        stem, ending = name, ALLOWED[kind][0]
    return f"{stem[:LONGEST_NAME] or 'file'}.{ending.lower()}"
