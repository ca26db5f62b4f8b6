"""The text of a .docx: paragraphs with the numbers that Word itself draws before them, and tables as lines of cells."""

import io
import re
from collections import Counter

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from .numbers import int_to_chinese

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "ideographTraditional",
    "chineseLegalSimplified",
    "ideographDigital",
    "taiwaneseCounting",
}


MOST_LINES = 100_000  # paragraphs, and rows of tables


def word_text(content: bytes) -> str:
    """The text of a Word document. Raises OverflowError for one that takes too long to read, and what python-docx raises for a broken one."""
    document = Document(io.BytesIO(content))
    numbering = _Numbering(document)
    lines = []
    for block in document.iter_inner_content():
        lines += _table_lines(block) if isinstance(block, Table) else [numbering.label(block) + block.text]
        if len(lines) > MOST_LINES:
            raise OverflowError("takes too long to read")
    return "\n".join(lines)


def _table_lines(table):
    """One line a row, cells between tabs; a cell that spans columns counts once, one that spans rows in each of them.

    Read here and not by python-docx, which goes up to the first of merged rows for each of them, and makes a cell of every column spanned.
    """
    lines, above = [], {}
    for row in table._tbl.tr_lst:
        cells, column = {}, row.grid_before
        for cell in row.tc_lst:
            spans_down = cell.vMerge == "continue"
            cells[column] = above.get(column, "") if spans_down else re.sub(r"\s+", " ", _Cell(cell, table).text).strip()
            column += cell.grid_span
        lines.append("\t".join(cells.values()))
        above = cells
    return lines


class _Numbering:
    """Counts the automatic list numbers (一、 （一） 1.), which are not part of a paragraph's text."""

    def __init__(self, document):
        self.styles, self.levels, self.counts = document.styles, {}, {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        formats = {
            one.get(qn("w:abstractNumId")): {level.get(qn("w:ilvl")): level for level in one.findall(qn("w:lvl"))}
            for one in root.findall(qn("w:abstractNum"))
        }
        for number in root.findall(qn("w:num")):
            abstract = number.find(qn("w:abstractNumId"))
            self.levels[number.get(qn("w:numId"))] = formats.get(abstract.get(qn("w:val")), {}) if abstract is not None else {}

    def label(self, paragraph) -> str:
        """What Word draws before the paragraph; bullets and plain paragraphs have none."""
        list_id, depth = self._place(paragraph)
        level = self.levels.get(list_id, {}).get(str(depth))
        if level is None or _value(level, "numFmt") in (None, "bullet", "none"):
            return ""
        counts = self.counts.setdefault(list_id, Counter())
        counts[depth] = counts[depth] + 1 if depth in counts else int(_value(level, "start") or 1)
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        drawn = re.sub(r"%(\d)", lambda found: self._draw(list_id, counts, int(found[1]) - 1), _value(level, "lvlText") or "")
        return drawn + ("" if drawn.endswith(("、", "）", ")")) else " ")

    def _place(self, paragraph):
        for properties in (paragraph._p.pPr, getattr(paragraph.style.element, "pPr", None) if paragraph.style is not None else None):
            numbered = properties.numPr if properties is not None else None
            if numbered is not None and numbered.numId is not None:
                return str(numbered.numId.val), numbered.ilvl.val if numbered.ilvl is not None else 0
        return None, 0

    def _draw(self, list_id, counts, depth):
        level = self.levels[list_id].get(str(depth))
        number = counts.get(depth, 1)
        style = _value(level, "numFmt") if level is not None else "decimal"
        if style in _CHINESE and number <= 9999:
            return int_to_chinese(number)
        if style == "decimalEnclosedCircle" and number <= 20:
            return chr(ord("①") + number - 1)
        return str(number)


def _value(level, name):
    element = level.find(qn(f"w:{name}"))
    return element.get(qn("w:val")) if element is not None else None
