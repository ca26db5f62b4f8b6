"""The letter as a Word document: it says what the PDF says, in the same order, and Word opens it."""

import io

from docx import Document

from core.documents.paper import Facts, Heading, Table, Text
from core.documents.word_letter import render_word
from core.documents.word_text import word_text
from tests.core.documents.test_pdf import ROW, letter


def words_of(paper):
    return word_text(render_word(paper))


class TestWordLetter:
    def test_it_says_all_that_the_pdf_says_in_its_order(self):
        said = words_of(letter(addressee="云澜市各有关单位："))
        in_order = ("核验码 K7MP", "社会信用体系建设办公室", "云信报〔2026〕17号", "政务信用报告", "各有关单位：", "一、基本情况")
        in_order += ("档案号", "没有失信记录", "（此件可以公开）")
        places = [said.index(words) for words in in_order]
        assert places == sorted(places)

    def test_a_paper_without_code_has_no_picture(self):
        assert "核验码" not in words_of(letter(check=None))

    def test_the_head_of_a_table_is_repeated_and_no_row_breaks(self):
        made = render_word(letter(blocks=(Table(("编号", "事项", "日期"), (ROW,) * 60, (3, 6, 3)),)))
        (table,) = Document(io.BytesIO(made)).tables
        assert len(table.rows) == 61 and table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)

    def test_chinese_characters_have_the_fonts_of_the_standard(self):
        made = Document(io.BytesIO(render_word(letter(blocks=(Heading("一、基本情况"), Text("正文。"), Facts((("一", "二"),)))))))
        fonts = {run.text: run.element.xpath("w:rPr/w:rFonts/@w:eastAsia") for one in made.paragraphs for run in one.runs if run.text}
        assert fonts["正文。"] == ["仿宋"] and fonts["一、基本情况"] == ["黑体"]

    def test_a_paragraph_of_two_lines_is_two_paragraphs(self):
        made = Document(io.BytesIO(render_word(letter(blocks=(Text("第一行\n第二行"),)))))
        assert [one.text for one in made.paragraphs if one.text.endswith("行")] == ["第一行", "第二行"]
