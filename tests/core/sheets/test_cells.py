"""What a cell may hold, and what is said about one that it may not."""

from datetime import date, datetime
from decimal import Decimal

import pytest

DAYS = [
    "2026-06-30",
    "2026-6-30",
    "2026/6/30",
    "2026.6.30",
    "20260630",
    "2026年6月30日",
    "２０２６年６月３０日",
    "二○二六年六月三十日",
    "2026-06-30 00:00:00",
]


@pytest.mark.parametrize("written", DAYS)
def test_a_date_is_read_however_it_is_written(one, written):
    row = one("日期", written)
    assert (row.problems, row.values["on"]) == ([], date(2026, 6, 30))


# 46203 is 30 June 2026, counted from 30 December 1899
@pytest.mark.parametrize("held", [datetime(2026, 6, 30), date(2026, 6, 30), 46203, "2026年6月30日"])
def test_a_date_of_a_spreadsheet(one, held):
    assert one("日期", held, xlsx=True).values["on"] == date(2026, 6, 30)


READ = [
    ("代码", "code", "11429900 000000013x", "11429900000000013X"),
    ("程度", "grade", "一般", "ordinary"),
    ("程度", "grade", "MINOR", "minor"),
    ("件数", "count", "-12", -12),
    ("比率", "rate", "-0.5", Decimal("-0.5")),
    ("比率", "rate", "３.１４", Decimal("3.14")),
    ("日期", "on", "", None),
]


@pytest.mark.parametrize(("header", "name", "held", "value"), READ)
def test_a_cell_that_is_right(one, header, name, held, value):
    row = one(header, held)
    assert (row.problems, row.values[name]) == ([], value)


WRONG = [
    ("日期", "2026-02-30", "不是日历上的日期"),
    ("日期", "6/30/2026", "不是日历上的日期"),
    ("日期", "2026年6月", "不是日历上的日期"),
    ("日期", "2026-06-30 09:30", "不是日历上的日期"),
    ("日期", "99999", "不是日历上的日期"),
    ("程度", "很严重", "没有“很严重”这一项，可以填：轻微、一般"),
    ("件数", "1,200", "不是整数"),
    ("件数", "3.5", "不是整数"),
    ("件数", "十二", "不是整数"),
    ("比率", "0.125", "最多2位小数"),
    ("比率", "NaN", "不是数值"),
    ("比率", "1e400", "不是数值"),
    ("代码", "1.14299E+17", "后几位已经丢失"),
    ("代码", "=HYPERLINK(1)", "像公式"),
    ("事实", "=1+1", "像公式"),
    ("事实", "+1", "像公式"),
    ("事实", "-1", "像公式"),
    ("事实", "@SUM(1)", "像公式"),
    ("事实", "＝1", "像公式"),
    ("事实", "'=1", "像公式"),
    ("日期", "=TODAY()", "像公式"),
    ("件数", "=1", "像公式"),
    ("事实", "看不见\u202e的", "控制字符"),
    ("事实", "响铃\x07", "控制字符"),
    ("事实", "#REF!", "计算错误"),
    ("事实", "一二三四五六七八九十一二三四五六七八九十一", "最多20字，现在有21字"),
]


@pytest.mark.parametrize(("header", "held", "words"), WRONG, ids=[f"{header} {held[:12]}" for header, held, _words in WRONG])
def test_a_cell_that_is_wrong_says_why(one, header, held, words):
    [(where, why)] = one(header, held).problems
    assert where == header and words in why


WRONG_IN_XLSX = [
    ("代码", 114299000000000013, "后几位已经丢失"),
    ("代码", 1.14299e17, "后几位已经丢失"),
    ("事实", datetime(2026, 6, 30), "变成了日期"),
    ("事实", True, "真/假"),
    ("件数", True, "不是整数"),
    ("件数", "=SUM(A1:A2)", "像公式"),
]


@pytest.mark.parametrize(("header", "held", "words"), WRONG_IN_XLSX)
def test_a_cell_of_a_spreadsheet_that_is_wrong_says_why(one, header, held, words):
    [(where, why)] = one(header, held, xlsx=True).problems
    assert where == header and words in why


def test_a_short_number_is_good_as_a_code(one):
    assert one("代码", 429900, xlsx=True).values["code"] == "429900"


def test_lines_are_kept_where_the_column_takes_them(read):
    from tests.core.sheets.conftest import as_csv

    row = read(as_csv("名称,事实", '市住建局,"第一行\n第二行"'))[0]
    assert (row.problems, row.values["facts"]) == ([], "第一行\n第二行")
    row = read(as_csv("名称,事实", '"市\n局",一'))[0]
    assert "换行" in row.problems[0][1]
