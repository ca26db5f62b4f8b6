"""The components as HTML: the style guide shows all of them, and what they are given is always escaped."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from core.pages.charts import BarChart, DotChart, Series, bars, dots
from core.pages.forms import DateField, PageForm, problems
from core.pages.parts import Mark
from core.pages.styleguide import styleguide
from core.templatetags.components import show

pytestmark = pytest.mark.urls("tests.core.pages.urls")
COMPONENTS = """
    masthead nav crumbs head facts limit ruler due now-panel who rows-list pager figures chart tabs task bulk field errors
    choice date answers receipt empty progress steps timeline files source draft notice foot
"""


def drawn(source, **context):
    return Template(source).render(Context(context))


@pytest.fixture
def page(rf, monkeypatch):
    request = rf.get("/styleguide/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    return styleguide(request).content.decode()


def test_the_style_guide_obeys_the_strict_policy(page):
    assert " style=" not in page
    assert "<script>" not in page
    assert "viewBox" not in page


def test_the_style_guide_shows_every_component(page):
    for name in COMPONENTS.split():
        assert f'class="{name}' in page, name
    assert 'list="leads_offered"' in page  # the field that chooses agencies


def test_the_style_guide_is_small(page):
    assert len(page.encode()) < 60_000


def test_show_escapes_words():
    assert show("<b>") == "&lt;b&gt;"
    assert show(Mark("ok", "<b>")) == '<span class="tag is-ok">&lt;b&gt;</span>'
    assert show(["<", ">"]) == "&lt;<br>&gt;"


def test_show_knows_what_it_is_given():
    assert show(date(2026, 9, 21)) == '<time datetime="2026-09-21">2026年9月21日</time>'
    assert show(datetime(2026, 9, 20, 16, 5, tzinfo=UTC)) == '<time datetime="2026-09-21T00:05+08:00">2026年9月21日 00:05</time>'
    assert (show(True), show(False), show(None), show(0)) == ("是", "否", "", "0")


def test_a_mark_is_boxed_on_request():
    assert drawn('{% mark "plain" "待确认" boxed=True %}') == '<span class="tag boxed">待确认</span>'


def test_the_current_section_is_marked():
    request = RequestFactory().get("/notices/7/")
    assert 'aria-current="page"' in drawn('{% nav_link "inbox" "消息" 4 %}', request=request)
    assert "aria-current" not in drawn('{% nav_link "inbox" "消息" exact=True %}', request=request)


def test_a_view_names_its_section():
    request, view = RequestFactory().get("/work/files/7/"), SimpleNamespace(section="inbox")
    assert 'aria-current="page"' in drawn('{% nav_link "inbox" "消息" %}', request=request, view=view)
    assert "aria-current" not in drawn('{% nav_link "home" "首页" %}', request=RequestFactory().get("/"), view=view)


def test_error_pages_need_no_request():
    assert "系统出错了" in drawn('{% include "500.html" %}')


class DueForm(PageForm):
    due = DateField(label="期限")
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")], widget=forms.RadioSelect)


def test_a_date_in_three_boxes():
    form = DueForm({"due_year": "2026", "due_month": "10", "due_day": "8", "kind": "a"})
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2026, 10, 8)
    assert DueForm({"due": "2026-10-08", "kind": "a"}).is_valid()


@pytest.mark.parametrize("typed", [("2026", "13", "1"), ("2026", "", ""), ("二〇二六", "1", "1"), ("99999", "1", "1"), ('"', "<", ">")])
def test_an_impossible_date_stays_as_it_was_typed(typed):
    form = DueForm(dict(zip(("due_year", "due_month", "due_day"), typed, strict=True)))
    assert form.errors["due"] == ["写一个日历上有的日期，例如2026年10月8日"]
    for value in typed:
        assert f'value="{value}"' in str(form["due"]) or value in '"<>'


def test_the_summary_links_to_the_first_control_of_each_field():
    assert problems(DueForm({})) == [("id_due_year", "填写期限"), ("id_kind_0", "选择种类")]


def test_bars_start_at_zero_and_fill_no_more_than_the_height():
    found = bars(BarChart("标题", "月份", [Series("甲", "done"), Series("乙", "bad")], [("1月", [30, 60]), ("2月", [0, 0])]))
    assert [tick["value"] for tick in found["ticks"]] == ["30", "60", "90"]
    assert found["columns"][0]["total_y"] == "23.0"
    assert found["columns"][1]["parts"] == []
    assert found["totals"] == [(30, ""), (60, "")]
    assert bars(BarChart("标题", "月份", [], []))["columns"] == []


def test_dots_stand_where_their_value_is():
    found = dots(DotChart("标题", "维度", "本单位", 50, 100, [("决策", 91.0, 88.2), ("执行", 78.5, None)]))
    assert found["rows"][0]["x"] == "76.24%"
    assert (found["rows"][0]["difference"], found["rows"][1]["difference"]) == ("高2.8", None)
