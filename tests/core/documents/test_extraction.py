import io
import zipfile
from time import monotonic

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject

from core.documents import pdf_text, word_text
from core.documents.extraction import DocumentError, extract_text

SENTENCE = "云澜市人民政府关于修桥的通知。一、修好柳溪桥。"


def word(build=None):
    document = Document()
    if build:
        build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(text=""):
    page = FPDF()
    page.add_page()
    page.set_font("helvetica")
    if text:
        page.multi_cell(0, text=text)
    return bytes(page.output())


def locked(content):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def zipped(members, **kwargs):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def refusal(name, content):
    with pytest.raises(DocumentError) as caught:
        extract_text(name=name, content=content)
    assert str(caught.value.message)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_every_encoding(encoding):
    assert extract_text(name="通知.TXT", content=SENTENCE.encode(encoding)) == SENTENCE


def test_a_word_table_becomes_lines_of_cells():
    def build(document):
        document.add_paragraph("任务清单")
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(
            [cell for row in table.rows for cell in row.cells],
            ["序号", "任务", "责任单位", "1", "修桥", "市交通运输局\n市财政局"],
            strict=True,
        ):
            cell.text = text
        document.add_paragraph("此件公开发布")

    assert (
        extract_text(name="a.docx", content=word(build)) == "任务清单\n序号\t任务\t责任单位\n1\t修桥\t市交通运输局 市财政局\n此件公开发布"
    )


def test_cells_merged_over_rows_stand_in_each_of_them():
    def build(document):
        table = document.add_table(rows=3, cols=2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "一、修桥"
        for row, unit in enumerate(["市住建局", "市交通局", "市财政局"]):
            table.cell(row, 1).text = unit

    lines = extract_text(name="表.docx", content=word(build)).splitlines()
    assert lines[-3:] == ["一、修桥\t市住建局", "一、修桥\t市交通局", "\t市财政局"]


def test_a_cell_that_claims_to_span_everything_costs_nothing():
    def build(document):
        table = document.add_table(rows=700, cols=1)
        table.cell(0, 0).text = "一、修好柳溪桥，恢复通车。"
        for number, cell in enumerate(table._tbl.iter_tcs()):
            cell.vMerge, cell.grid_span = ("continue" if number else "restart"), 5_000

    started = monotonic()
    assert "修好柳溪桥" in extract_text(name="表.docx", content=word(build))
    assert monotonic() - started < 5


def test_merged_cells_count_once():
    def build(document):
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "一、修桥"

    assert extract_text(name="a.docx", content=word(build)) == "一、修桥"


def test_numbers_that_word_draws_are_text():
    def build(document):
        _number_style(document, "chineseCounting", "%1、")
        for text in ("修桥", "铺路"):
            document.add_paragraph(text, style="List Number")

    assert extract_text(name="a.docx", content=word(build)) == "一、修桥\n二、铺路"


def _number_style(document, kind, drawn):
    """Let the style List Number draw Chinese numbers."""
    level_of = {one.get(qn("w:abstractNumId")): one for one in document.part.numbering_part.element.findall(qn("w:abstractNum"))}
    list_id = document.styles["List Number"].element.pPr.numPr.numId.val
    number = next(one for one in document.part.numbering_part.element.findall(qn("w:num")) if one.get(qn("w:numId")) == str(list_id))
    level = level_of[number.find(qn("w:abstractNumId")).get(qn("w:val"))].find(qn("w:lvl"))
    for name, value in (("numFmt", kind), ("lvlText", drawn)):
        for old in level.findall(qn(f"w:{name}")):
            level.remove(old)
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        level.append(element)


def test_the_text_of_a_pdf():
    assert "Repair the bridge" in extract_text(name="a.pdf", content=pdf("Repair the bridge by June."))


def test_what_is_refused(settings):
    broken = word()[:-200]
    assert refusal("a.txt", b"") == "empty"
    assert refusal("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "unknown_type"
    assert refusal("a.docx", SENTENCE.encode()) == "wrong_content"
    assert refusal("a.pdf", word()) == "wrong_content"
    assert refusal("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 300) == "wrong_content"
    assert refusal("a.docx", zipped({"a.xml": "x"})) == "wrong_content"
    assert refusal("a.docx", broken) == "broken_docx"
    assert refusal("a.docx", zipped({"word/document.xml": "<broken"})) == "broken_docx"
    assert refusal("a.docx", word()) == "no_text"
    assert refusal("a.pdf", pdf()) == "scanned_pdf"
    assert refusal("a.pdf", b"%PDF-1.4 nothing more") == "broken_pdf"
    assert refusal("a.pdf", locked(pdf("Repair the bridge."))) == "encrypted"
    assert refusal("a.txt", bytes(range(1, 32)) * 20) == "unknown_encoding"
    assert refusal("a.txt", b" \n ") == "no_text"
    settings.DOCUMENT_MAX_BYTES = 10
    assert refusal("a.txt", SENTENCE.encode()) == "too_large"


def test_zip_bombs_are_refused():
    assert refusal("a.docx", zipped({"word/document.xml": "a" * 30_000_000})) == "zip_bomb"
    assert refusal("a.docx", zipped({"word/document.xml": "a", **{f"{number}.xml": "a" for number in range(2100)}})) == "zip_bomb"


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(zipped({"word/document.xml": "a" * 30_000_000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refusal("a.docx", bytes(content)) in ("broken_docx", "zip_bomb")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.pdf"]), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]))
def test_any_bytes_give_a_text_or_a_refusal(content, name, start):
    try:
        assert extract_text(name=name, content=start + content).strip()
    except DocumentError as error:
        assert error.code


def repeated(page, times):
    """A PDF whose pages are all the same one."""
    source = PdfReader(io.BytesIO(page))
    writer = PdfWriter(clone_from=source)
    kids = writer._pages.get_object()["/Kids"]
    kids.extend([kids[0]] * (times - 1))
    writer._pages.get_object()[NameObject("/Count")] = NumberObject(times)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("limit", "most"), [("MOST_PAGES", 9), ("MOST_DRAWN", 2_000), ("MOST_STEPS", 60), ("MOST_CHARACTERS", 1_500)])
def test_a_pdf_that_draws_one_page_for_ever_is_refused(monkeypatch, limit, most):
    content = repeated(pdf("A clause of a long text. " * 8), times=10)
    assert len(extract_text(name="a.pdf", content=content)) > 1_500
    monkeypatch.setattr(pdf_text, limit, most)
    assert refusal("a.pdf", content) == "too_long"


def test_a_word_document_of_endless_paragraphs_is_refused(monkeypatch):
    content = word(lambda document: [document.add_paragraph("一段话") for _number in range(5)])
    assert extract_text(name="a.docx", content=content).count("一段话") == 5
    monkeypatch.setattr(word_text, "MOST_LINES", 4)
    assert refusal("a.docx", content) == "too_long"
