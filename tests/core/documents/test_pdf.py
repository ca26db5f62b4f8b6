"""Official letters (GB/T 9704-2012): what they say can be read out of the PDF, fonts are inside, lines break as Chinese lines do."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from core.documents.paper import Check, Facts, Heading, Paper, Table, Text
from core.documents.pdf.letter import render
from core.documents.pdf.lines import broken

ROW = ("信录〔2026〕1号", "供水管网改造没有在承诺期限内完成", "2026年11月1日")


def letter(**changes):
    known = {
        "issuer": "云澜市社会信用体系建设办公室",
        "number": "云信报〔2026〕17号",
        "title": "云澜市人力资源和社会保障局政务信用报告",
        "blocks": (Heading("一、基本情况"), Facts((("档案号", "第1号"),)), Text("截至2026年11月24日，没有失信记录。")),
        "dated_on": date(2026, 11, 24),
        "made_at": datetime(2026, 11, 24, 4, tzinfo=UTC),
        "note": "此件可以公开",
        "check": Check("K7MP-4XQD-9RTW", "https://example.org/verify/K7MP-4XQD-9RTW/", "核验码"),
    }
    return Paper(**known | changes)


def pages_of(paper):
    """The words of each page, without white space."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(render(paper))).pages]


class TestLetter:
    def test_everything_that_it_says_can_be_read_out_of_it(self):
        (page,) = pages_of(letter())
        for words in (
            "云澜市社会信用体系建设办公室",
            "云信报〔2026〕17号",
            "一、基本情况",
            "没有失信记录",
            "2026年11月24日",
            "（此件可以公开）",
            "核验码K7MP",
        ):
            assert words in page

    def test_its_number_stands_above_its_title_and_the_date_below_the_body(self):
        (page,) = pages_of(letter())
        places = [page.index(words) for words in ("云信报〔2026〕", "政务信用报告", "没有失信记录", "（此件可以公开）")]
        assert places == sorted(places)

    def test_pages_are_numbered_between_dashes(self):
        pages = pages_of(letter(blocks=(Table(("编号", "事项", "日期"), (ROW,) * 60, (3, 6, 3)),)))
        assert len(pages) > 2 and all(f"—{number}—" in page for number, page in enumerate(pages, start=1))

    def test_a_table_repeats_its_head_on_every_page(self):
        pages = pages_of(letter(blocks=(Table(("编号", "事项", "日期"), (ROW,) * 60, (3, 6, 3)),)))
        assert all("编号事项日期" in page for page in pages[:-1]) and sum(page.count("信录〔2026〕") for page in pages) == 60

    def test_the_signature_does_not_stand_alone(self):
        for lines in range(5, 12):
            pages = pages_of(letter(blocks=(*[Text("第一段。")] * lines, Text("最后一段。"))))
            assert "最后一段" in pages[-1]

    def test_fonts_are_inside_and_only_what_is_used(self):
        made = render(letter())
        fonts = [font.get_object() for font in PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"].values()]
        assert fonts and all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts)
        assert len(made) < 150_000

    def test_the_same_letter_has_the_same_bytes(self):
        assert render(letter()) == render(letter()) != render(letter(number="云信报〔2026〕18号"))

    def test_a_character_that_the_font_lacks_leaves_a_mark(self):
        assert "〓先生" in pages_of(letter(blocks=(Text("𠮷先生"),)))[0]


class TestLines:
    @pytest.mark.parametrize(
        ("words", "lines"),
        [
            ("一二三四五六，七", ["一二三四五", "六，七"]),  # the comma would begin a line
            ("一二三四五（六七", ["一二三四五", "（六七"]),
            ("一二三四五六（七", ["一二三四五六", "（七"]),
            ("一二三四2026年", ["一二三四", "2026年"]),  # a number stays whole
            ("", [""]),
        ],
    )
    def test_at_six_characters_a_line(self, words, lines):
        assert broken(words, len, 6) == lines

    def test_the_first_line_may_be_shorter(self):
        assert broken("一二三四五六七八", len, 4, 6) == ["一二三四", "五六七八"]

    def test_an_address_that_is_longer_than_a_line_is_broken_anywhere(self):
        assert "".join(broken("https://example.org/verify", len, 6)) == "https://example.org/verify"
