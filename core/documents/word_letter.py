"""The same Paper as a Word document (.docx), for whoever works on with it: head, number, title, body, signature, date, note (GB/T 9704-2012).

Fonts are named, not embedded: office machines have 仿宋, 黑体 and 宋体. A document that can be edited proves nothing; the code on it does.
"""

import io

import qrcode
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from core.documents.paper import Facts, Heading, Table, Text

BODY, BLACK_FACE, TITLE = "仿宋", "黑体", "宋体"
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22, 16, 14, 10.5  # points: 二号, 三号, 四号, 五号
MARK_SIZE = 30
LINE = 28.95  # points: 22 lines in 225 mm
RED = RGBColor(0xCC, 0, 0)
WIDTH, QR_SIDE = 156, 22  # mm
FACTS_SHARES = (28, 72)


def render_word(paper):
    """The paper as .docx, in bytes."""
    document = Document()
    lay_out(document, paper)
    if paper.check:
        add_check(document, paper.check)
    add_head(document, paper)
    for block in paper.blocks:
        ADDED[type(block)](document, block)
    add_end(document, paper)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def lay_out(document, paper):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    set_font(normal, BODY, SIZE_3)
    number_pages(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.subject = paper.title, paper.issuer, paper.number
    properties.created = properties.modified = paper.made_at
    properties.language, properties.comments = "zh-CN", ""


def number_pages(paragraph):
    """— 1 —"""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run("— "), TITLE, SIZE_4)
    run = paragraph.add_run()
    set_font(run, TITLE, SIZE_4)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run._r.append(field_part(kind, words))
    set_font(paragraph.add_run(" —"), TITLE, SIZE_4)


def field_part(kind, words):
    if not kind:
        part = OxmlElement("w:instrText")
        part.text = words
        return part
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


def set_font(run, name, size, *, bold=False, color=None):
    """The name for Chinese characters and for all others."""
    run.font.name, run.font.size, run.font.bold = name, Pt(size), bold
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if color is not None:
        run.font.color.rgb = color


def add_line(document, words, *, font=BODY, size=SIZE_3, align=WD_ALIGN_PARAGRAPH.LEFT, indent=0, **look):
    """One paragraph; `indent` of its first line in characters."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    layout.line_spacing = Pt(LINE)
    layout.first_line_indent = Pt(indent * size)
    layout.widow_control = True
    set_font(paragraph.add_run(words), font, size, **look)
    return paragraph


def add_check(document, check):
    image = io.BytesIO()
    qrcode.make(check.url, border=0, box_size=8).save(image, "PNG")
    image.seek(0)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run().add_picture(image, width=Mm(QR_SIDE))
    add_line(document, f"{check.label} {check.code}", font=BLACK_FACE, size=8, align=WD_ALIGN_PARAGRAPH.RIGHT)


def add_head(document, paper):
    """发文机关标志, 发文字号, the red line, and the title."""
    centre = WD_ALIGN_PARAGRAPH.CENTER
    add_line(document, paper.issuer, font=TITLE, size=MARK_SIZE, align=centre, bold=True, color=RED)
    add_line(document, "")
    underline(add_line(document, paper.number, align=centre))
    add_line(document, "")
    add_line(document, paper.title, font=TITLE, size=SIZE_2, align=centre, bold=True)
    add_line(document, "")
    if paper.addressee:
        add_line(document, paper.addressee)


def underline(paragraph):
    """The red line below the number."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "CC0000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def add_heading(document, heading):
    paragraph = add_line(document, heading.words, font=BLACK_FACE if heading.level == 1 else BODY, bold=heading.level > 1, indent=2)
    paragraph.paragraph_format.keep_with_next = True


def add_text(document, text):
    for words in text.words.split("\n"):
        add_line(document, words, indent=2, align=WD_ALIGN_PARAGRAPH.JUSTIFY)


def add_table(document, table):
    """A head that is repeated on every page, and rows that don't break."""
    drawn = add_cells(document, [table.head, *table.rows], table.shares)
    repeat(drawn.rows[0])
    for cell in drawn.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            set_font(run, BLACK_FACE, SIZE_5)


def add_facts(document, facts):
    add_cells(document, facts.pairs, FACTS_SHARES)


def add_cells(document, rows, shares):
    drawn = document.add_table(rows=len(rows), cols=len(shares), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * share / sum(shares)) for share in shares]
    # python-docx looks a row's cells up anew each time they are asked for
    for row, words in zip(drawn.rows, rows, strict=True):
        mark(row, "cantSplit")
        for cell, value, width in zip(row.cells, words, widths, strict=True):
            cell.width = width
            set_font(cell.paragraphs[0].add_run(str(value)), BODY, SIZE_5)
    add_line(document, "", size=SIZE_5)
    return drawn


def repeat(row):
    mark(row, "tblHeader")


def mark(row, name):
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def add_end(document, paper):
    day = f"{paper.dated_on.year}年{paper.dated_on.month}月{paper.dated_on.day}日"
    right = WD_ALIGN_PARAGRAPH.RIGHT
    add_line(document, "")
    for words in (paper.signer or paper.issuer, day):
        layout = add_line(document, words, align=right).paragraph_format
        layout.right_indent, layout.keep_together = Pt(2 * SIZE_3), True
    if paper.note:
        add_line(document, f"（{paper.note}）", indent=2)


ADDED = {Heading: add_heading, Text: add_text, Table: add_table, Facts: add_facts}
