"""CSV and XLSX as rows of raw cells. Both are read row by row; what cannot be read is refused with a sentence that says what to do."""

import codecs
import csv
import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from core.documents.packages import DocumentError, check_package

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 600 * MEGABYTE
MOST_SHARED = 120 * MEGABYTE  # the words of all cells, which are kept in memory
MOST_COLUMNS = 60
LAST_ROW = 1_048_576  # of a spreadsheet
CHUNK = 256 * 1024
MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]{1,20})"')
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def refused(code, words, **values):
    return DocumentError(code, words % values if values else words, field="file")


def rows_of(file):
    """(number of rows as far as the file says, iterator of lists of raw cells). The first row is row 1. Raises DocumentError."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise refused("sheet_empty", _("文件是空的，请重新选择文件。"))
    if head.startswith(OLD_EXCEL):
        raise refused("sheet_type", _("这是旧版Excel文件（.xls）或者设有密码的文件。请取消密码，另存为.xlsx后再上传。"))
    return xlsx_rows(file) if head.startswith(b"PK") else csv_rows(file)


def csv_rows(file):
    encoding, lines = encoding_of(file)
    file.seek(0)
    return lines, csv_cells(io.TextIOWrapper(file, encoding=encoding, newline=""))


def encoding_of(file):
    """The encoding that the whole file can be read in, and its number of lines. Reads it once or twice, in pieces."""
    head = file.read(2)
    guesses = ["utf-16"] if head in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ["utf-8-sig", "gb18030"]
    for encoding in guesses:
        try:
            return encoding, lines_in(file, codecs.getincrementaldecoder(encoding)())
        except UnicodeDecodeError:
            continue
    raise refused("sheet_encoding", _("文件既不是CSV也不是XLSX，或者编码无法识别。请另存为.xlsx或者“CSV UTF-8”后再上传。"))


def lines_in(file, decoder):
    file.seek(0)
    lines = 0
    while chunk := file.read(CHUNK):
        text = decoder.decode(chunk)
        if "\0" in text:
            raise refused("sheet_type", _("文件内容不是表格。请另存为.xlsx或者“CSV UTF-8”后再上传。"))
        lines += text.count("\n")
    decoder.decode(b"", final=True)
    return lines + 1


def csv_cells(text):
    """Rows of strings, separated as the first line is. A quote that is never closed would swallow the rest of the file."""
    first = text.readline(20_000)
    text.seek(0)
    rows = csv.reader(text, delimiter=max(",\t;", key=first.count), strict=True)
    number = 1
    try:
        for row in rows:
            yield row
            number += 1
    except csv.Error:
        raise refused("sheet_quotes", _("第%(row)d行的引号不成对，后面的内容无法分列。请改正后再上传。"), row=number) from None


def xlsx_rows(file):
    from openpyxl import load_workbook  # slow to import, rarely needed

    try:
        with zipfile.ZipFile(file) as package:
            check_package(package, MOST_UNPACKED)
            check_parts(package)
        book = load_workbook(file, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except DocumentError as error:
        raise DocumentError(error.code, error.message, field="file") from None
    except Exception as error:  # openpyxl and the XML reader raise many kinds for a broken file; all mean the same to the person
        raise broken() from error
    total = sheet.max_row or 0
    sheet.reset_dimensions()  # what a file says about its own size need not be true
    return min(total, LAST_ROW), xlsx_cells(sheet)


def check_parts(package):
    """Raises DocumentError for merged cells, of which only the first would have a value, and for more words than memory has room for."""
    for member in package.infolist():
        if member.filename == "xl/sharedStrings.xml" and member.file_size > MOST_SHARED:
            raise refused("sheet_too_large", _("表里的文字过多，请拆成几份再上传。"))
        if member.filename.startswith("xl/worksheets/sheet") and (found := merged_in(package, member)):
            raise refused("sheet_merged", _("表里有合并的单元格（%(place)s）。请取消合并，把每一格都填上，再上传。"), place=found)


def merged_in(package, member):
    before = b""
    with package.open(member) as stream:
        while chunk := stream.read(CHUNK):
            if found := MERGED.search(before + chunk):
                return found[1].decode()
            before = chunk[-100:]
    return ""


def xlsx_cells(sheet):
    try:
        for row in sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS, values_only=True):
            yield trimmed(row)
    except Exception as error:
        raise broken() from error


def trimmed(row):
    """Without the blank cells at its end: every row comes as wide as the widest that is allowed."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def broken():
    return refused("sheet_broken", _("XLSX文件已损坏，请用表格软件打开，重新保存后再上传。"))
