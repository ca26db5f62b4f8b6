"""Dates, limits and their explanation in words; the ruler; the marks."""

from datetime import date, timedelta

import pytest

from core.pages import explanation
from core.pages.ruler import ruler
from core.pages.samples import CALENDAR, SampleDeadline
from core.pages.words import day, mark_of, short_day, span


class SampleDeadlineDue:
    """A running deadline that is due on a given day."""

    state = "running"

    def __init__(self, due_on):
        self.due_on = due_on

    def working_days_left(self, today):
        return CALENDAR.working_days_between(today, self.due_on)


@pytest.mark.parametrize(
    ("today", "mark", "words"),
    [
        (date(2026, 9, 14), "ok", "还剩4个工作日"),
        (date(2026, 9, 15), "warn", "还剩3个工作日"),
        (date(2026, 9, 18), "warn", "今天到期"),
        (date(2026, 9, 19), "bad", "已逾期"),
        (date(2026, 9, 20), "bad", "逾期1个工作日"),
        (date(2026, 9, 21), "bad", "逾期2个工作日"),
    ],
)
def test_colour_follows_the_working_days_left(today, mark, words):
    assert mark_of(SampleDeadlineDue(date(2026, 9, 18)), today) == (mark, words)


@pytest.mark.parametrize(("state", "mark"), [("met", "done"), ("late", "warn"), ("paused", "plain"), ("cancelled", "plain")])
def test_what_has_ended_or_waits_needs_no_counting(state, mark):
    deadline = SampleDeadlineDue(None)
    deadline.state = state
    assert mark_of(deadline, date(2026, 9, 21)).mark == mark


def test_days_in_words():
    assert day("2026-09-21") == "2026年9月21日"
    assert short_day(date(2026, 10, 8)) == "10月8日"
    assert span("2026-10-01", "2026-10-07") == "10月1日至7日"
    assert span("2026-09-28", "2026-10-04") == "9月28日至10月4日"
    assert day(None) == ""


def test_the_explanation_of_a_limit_that_was_moved():
    deadline = SampleDeadline(start=date(2026, 8, 5), amount=60, unit="calendar_day", basis="承诺书第三条")
    assert explanation.rows(deadline.explanation) == [
        ("起算", "2026年8月5日当日不计，8月6日为第1天"),
        ("期限", "60日"),
        ("顺延", "10月4日（星期日）不是工作日，顺延到10月8日（星期四）"),
        ("暂停", "没有暂停"),
        ("依据", "承诺书第三条"),
    ]


def test_the_explanation_of_a_limit_with_a_pause():
    pause = (date(2026, 9, 4), date(2026, 9, 14))
    deadline = SampleDeadline(start=date(2026, 8, 31), amount=20, unit="working_day", basis="", pauses=(pause,))
    rows = dict(explanation.rows(deadline.explanation))
    assert rows["暂停"] == "9月5日至14日，共10天"
    assert "国庆节 10月1日至7日" in rows["不计"]
    assert "依据" not in rows


def test_an_open_pause_is_said():
    rows = dict(explanation.rows({"started_on": "2026-09-01", "pauses": [["2026-09-04", None]]}))
    assert rows["暂停"] == "9月5日起暂停，还没有恢复"


def test_a_day_that_a_document_named():
    rows = explanation.rows({"started_on": "2026-03-01", "fixed_on": "2026-06-30", "due_on": "2026-06-30", "amount": None, "unit": "none"})
    assert rows == [("期限", "文件规定的日子，2026年6月30日"), ("暂停", "没有暂停")]


def test_provisional_years_are_said():
    assert "2028年的放假安排还没有公布" in dict(explanation.rows({"provisional_years": [2028]}))["暂定"]


def test_the_ruler_has_one_cell_a_day():
    deadline = SampleDeadline(start=date(2026, 8, 5), amount=60, unit="calendar_day", basis="")
    found = ruler(deadline, date(2026, 9, 21), "办结")
    assert [cell.css for cell in found.cells].count("gone") + [cell.css for cell in found.cells].count("gone off") == 47
    assert (len(found.cells), found.cells[-1].css, found.cells[-2].css) == (64, "last", "extra")
    assert (found.now, found.now_label) == ("73.25%", "今天，第47天")
    assert (found.start_label, found.end_label) == ("8月5日起算", "10月8日办结")
    assert found.label == "从8月6日起一天一格，到10月8日共64格。今天9月21日是第47天。"


def test_the_ruler_has_no_today_outside_its_days():
    deadline = SampleDeadline(start=date(2026, 8, 5), amount=10, unit="working_day", basis="")
    for today in (date(2026, 8, 5), deadline.due_on, deadline.due_on + timedelta(days=3)):
        assert ruler(deadline, today).now is None


def test_long_limits_have_no_ruler():
    assert ruler(SampleDeadline(start=date(2026, 1, 5), amount=91, unit="calendar_day", basis=""), date(2026, 2, 1)) is None
