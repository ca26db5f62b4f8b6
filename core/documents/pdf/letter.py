"""Draws a Paper: red head, number, title, body, signature, date, note."""

import io
from dataclasses import astuple
from tempfile import TemporaryDirectory

import qrcode
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from core.documents.paper import Facts, Heading, Table, Text
from core.documents.pdf.lines import broken
from core.documents.pdf.page import CHARACTER, FULL_LINE, LEFT, LINE, RED, RIGHT, SIZE_2, SIZE_3, SIZE_5, TOP, WIDTH, Page

MARK_SIZE, MARK_BELOW_TOP = 30, 35
QR_SIDE = 22
CELL_LINE, CELL_PADDING = 5.6, 1.6


def render(paper):
    """The paper as PDF, in bytes; the same paper gives the same bytes."""
    with TemporaryDirectory() as folder:
        page = Page(characters_of(astuple(paper)), folder)
        page.set_title(paper.title)
        page.set_author(paper.issuer)
        page.set_subject(paper.number)
        page.set_lang("zh-CN")
        page.set_creation_date(paper.made_at)
        page.add_page()
        draw(page, paper)
        return bytes(page.output())


def characters_of(value):
    """Every character that stands anywhere in it."""
    if isinstance(value, tuple | list):
        return "".join(set("".join(characters_of(one) for one in value)))
    return str(value)


def draw(page, paper):
    if paper.check:
        draw_check(page, paper.check)
    draw_head(page, paper)
    draw_title(page, paper)
    for block in paper.blocks:
        if block is paper.blocks[-1]:
            page.room_for(6)  # the signature does not stand alone on a page
        DRAWN[type(block)](page, block)
    draw_end(page, paper)


def draw_check(page, check):
    """Code and QR code at the top right, where nothing of the head stands."""
    image = qrcode.make(check.url, border=0, box_size=8)
    content = io.BytesIO()
    image.save(content, "PNG")
    page.image(content, x=RIGHT - QR_SIDE, y=TOP - 8, w=QR_SIDE)
    page.use("sans", 8)
    words = f"{check.label} {check.code}"
    page.put(words, RIGHT - page.get_string_width(words), TOP - 8 + QR_SIDE + 1, height=5)


def draw_head(page, paper):
    """发文机关标志 35 mm below the upper edge of the text, 发文字号 two lines below it, and the red line."""
    page.set_y(TOP + MARK_BELOW_TOP)
    page.use("serif", MARK_SIZE, color=RED, bold=0.35)
    mark = page.known(paper.issuer)
    if (width := page.get_string_width(mark)) > WIDTH:
        page.use("serif", MARK_SIZE * WIDTH / width * 0.98, color=RED, bold=0.3)
    page.centred(mark, height=14)
    page.ln(LINE)
    page.use("serif", SIZE_3)
    page.centred(page.known(paper.number))
    page.set_draw_color(*RED)
    page.set_line_width(0.6)
    y = page.get_y() + 2
    page.line(LEFT, y, RIGHT, y)
    page.set_y(y + LINE)


def draw_title(page, paper):
    page.use("serif", SIZE_2, bold=0.25)
    for line in broken(page.known(paper.title), page.get_string_width, WIDTH - 2 * CHARACTER):
        page.centred(line, height=LINE * 1.15)
    page.ln(LINE)
    if paper.addressee:
        page.use("serif", SIZE_3)
        paragraph(page, paper.addressee, indent=0)


def draw_heading(page, heading):
    page.room_for(3)  # a heading does not stand alone at the foot of a page
    page.use("sans" if heading.level == 1 else "serif", SIZE_3, bold=0 if heading.level == 1 else 0.2)
    paragraph(page, heading.words)


def draw_text(page, text):
    page.use("serif", SIZE_3)
    paragraph(page, text.words)


def paragraph(page, words, indent=2 * CHARACTER):
    lines = broken(page.known(words), page.get_string_width, FULL_LINE - indent, FULL_LINE)
    for number, line in enumerate(lines):
        page.put_line(line, indent=0 if number else indent, is_last=number == len(lines) - 1)


def draw_table(page, table):
    """A head that is repeated on every page, and rows that don't break."""
    rows = [table.head, *table.rows]
    draw_cells(page, rows, [WIDTH * share / sum(table.shares) for share in table.shares], heads=1)


def draw_facts(page, facts):
    draw_cells(page, facts.pairs, [WIDTH * 0.28, WIDTH * 0.72], heads=0)


def draw_cells(page, rows, widths, heads):
    page.use("serif", SIZE_5)
    page.ln(1)
    options = {
        "col_widths": tuple(widths),
        "width": WIDTH,
        "line_height": CELL_LINE,
        "padding": CELL_PADDING,
        "align": "LEFT",
        "text_align": "LEFT",
        "borders_layout": TableBordersLayout.ALL,
        "first_row_as_headings": bool(heads),
        "headings_style": FontFace(family="sans", fill_color=(242, 242, 242)),
        "gutter_height": 0,
    }
    with page.table(**options) as drawn:
        for row in rows:
            drawn.row([cell(page, words, width) for words, width in zip(row, widths, strict=True)])
    page.ln(LINE / 2)


def cell(page, words, width):
    return "\n".join(broken(page.known(str(words)), page.get_string_width, width - 2 * CELL_PADDING - 0.5))


def draw_end(page, paper):
    """署名 above the date, which ends four characters before the margin; 附注 in brackets below."""
    page.room_for(4 if paper.note else 3)
    page.ln(LINE)
    page.use("serif", SIZE_3)
    day = f"{paper.dated_on.year}年{paper.dated_on.month}月{paper.dated_on.day}日"
    signer = page.known(paper.signer or paper.issuer)
    width = page.get_string_width(day)
    x = RIGHT - 4 * CHARACTER - width
    y = page.get_y()
    signed = page.get_string_width(signer)
    page.put(signer, min(x + (width - signed) / 2, RIGHT - 2 * CHARACTER - signed), y)
    page.put(day, x, y + LINE)
    page.set_xy(LEFT, y + 2 * LINE)
    if paper.note:
        paragraph(page, f"（{paper.note}）")


DRAWN = {Heading: draw_heading, Text: draw_text, Table: draw_table, Facts: draw_facts}
