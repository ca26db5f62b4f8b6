"""A sheet of declared columns, row by row: the values of each, and what is wrong with it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.documents.packages import DocumentError
from core.sheets.cells import CellError, content, formula_words, is_formula, shown
from core.sheets.columns import match
from core.sheets.files import rows_of

MOST_PROBLEMS = 10  # of one row


@dataclass
class Row:
    """One row. `number` as the spreadsheet shows it; `cells` as they stand there; `problems`: pairs of a column's header and the reason."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    def refuse(self, header, words):
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((str(header), str(words)))


class Sheet:
    """`for row in Sheet(file, columns, most_rows)` yields every row that is not blank, good or bad.

    `total`: how many rows there are, as far as the file says. Raises DocumentError for a file that is no such sheet at all: at once for type and
    headers, while it is read for one that is broken further down or has more than `most_rows` rows.
    """

    def __init__(self, file, columns, most_rows):
        lines, self.raw = rows_of(file)
        self.headers = list(next(self.raw, []))
        while self.headers and not shown(self.headers[-1]).strip():
            self.headers.pop()
        self.columns = match(self.headers, columns)
        self.most_rows, self.total = most_rows, min(max(lines - 1, 0), most_rows)

    def __iter__(self):
        count = 0
        for number, raw in enumerate(self.raw, start=2):
            if all(cell is None or cell == "" for cell in raw) or not any(shown(cell).strip() for cell in raw):
                continue
            count += 1
            if count > self.most_rows:
                raise DocumentError("sheet_rows", _("一次最多导入%(most)s行，请拆成几份。") % {"most": f"{self.most_rows:,}"}, field="file")
            yield self.row(number, raw)

    def row(self, number, raw):
        row = Row(number, [shown(cell) for cell in raw[: len(self.headers)]])
        for column, cell in zip(self.columns, raw, strict=False):
            if column is not None:
                self.read(row, column, cell)
        for column in self.columns[len(raw) :]:
            if column is not None:
                self.read(row, column, None)
        if any(shown(cell).strip() for cell in raw[len(self.headers) :]):
            row.refuse(_("整行"), _("列名右边还有内容。请核对是不是错了列，或者多了分隔符"))
        return row

    def read(self, row, column, cell):
        try:
            held = content(cell)
            if held is None:
                if column.required:
                    raise CellError(_("没有填写"))
                row.values[column.name] = column.blank
                return
            if isinstance(held, str) and is_formula(held, column.signed):
                raise CellError(formula_words())
            row.values[column.name] = column.read(held)
        except CellError as error:
            row.refuse(column.header, error)
