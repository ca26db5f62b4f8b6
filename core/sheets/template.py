"""A workbook to fill in: the columns as headers, every cell as text so that codes keep their digits, and a second sheet that explains them."""

from tempfile import TemporaryFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

ROWS_WITH_CHOICES = 5000
MOST_CHOICES = 255  # characters that a list of choices may have
HEAD = Font(bold=True)


def template(columns):
    """A file object with the workbook."""
    book = Workbook()
    fill_in(book.active, columns)
    explain(book.create_sheet(_("填写说明")), columns)
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def fill_in(sheet, columns):
    sheet.title = _("填写")
    sheet.append([str(column.header) for column in columns])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet[f"{letter}1"].font = HEAD
        sheet.column_dimensions[letter].width = 22
        sheet.column_dimensions[letter].number_format = "@"
        offer(sheet, letter, column.choices)


def offer(sheet, letter, choices):
    """A list to choose from, where it is short enough for a spreadsheet."""
    words = ",".join(choices)
    if not words or len(words) > MOST_CHOICES:
        return
    offered = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    offered.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
    sheet.add_data_validation(offered)


def explain(sheet, columns):
    sheet.append([_("列名"), _("必填"), _("怎样填"), _("例子")])
    for cell in sheet[1]:
        cell.font = HEAD
    for column in columns:
        hint = "\n".join(str(words) for words in (column.hint, "、".join(column.choices)) if words)
        sheet.append([str(column.header), _("必填") if column.required else _("选填"), hint, column.sample])
    for letter, width in zip("ABCD", (20, 8, 70, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
