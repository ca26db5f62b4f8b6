from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.dates import parse_date
from core.documents.numbers import chinese_to_int, int_to_chinese, parse_document_number
from core.documents.text import fold, fold_line_for_line


@given(st.integers(0, 9999))
def test_a_chinese_numeral_reads_back(number):
    assert chinese_to_int(int_to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十", 20), ("一百零五", 105), ("二〇一八", 2018), ("12", 12), ("二OO七", 2007), ("", None), ("几", None)],
)
def test_numerals_in_other_digits(text, number):
    assert chinese_to_int(text) == number


@pytest.mark.parametrize(
    "text", ["云政发〔2018〕17号", "云政发[2018]17号", "云政发(2018)17号", "云政发【2018】17号", "云政发（２０１８）第 １７ 号"]
)
def test_a_document_number_prints_in_one_form(text):
    assert str(parse_document_number(text)) == "云政发〔2018〕17号"


def test_what_is_no_document_number():
    assert parse_document_number("2018年第17号") is None


@pytest.mark.parametrize(
    "text",
    [
        "二○○三年十二月九日",
        "二〇〇三年十二月九日",
        "二OO三年十二月九日",
        "2003年12月9日",
        "２００３年１２月９日",
        "2003-12-09",
        "2003.12.9",
        "2003/12/09",
        "2003 年 12 月 9 日",
        "2003-12-09 08:57:53",
    ],
)
def test_a_date_in_any_digits(text):
    assert parse_date(text) == date(2003, 12, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二OO七年元月九日。", date(2007, 1, 9)),
        ("二〇二四年二月三十日", None),
        ("12月9日", None),
        ("二〇二一年十月三十一日", date(2021, 10, 31)),
    ],
)
def test_odd_and_impossible_dates(text, day):
    assert parse_date(text) == day


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(fold_line_for_line(text)) == len(text)
