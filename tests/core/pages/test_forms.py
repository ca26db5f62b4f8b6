"""What every form says of what was mistyped: in the words of an office, by the name that stands at the field."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from core.pages.forms import DateField, MoneyField, PageForm


class Typed(PageForm):
    name = forms.CharField(label="名称", max_length=5)
    grade = forms.ChoiceField(label="等级", choices=[("a", "甲")])
    days = forms.IntegerField(label="天数", min_value=1, max_value=60)
    amount = MoneyField(label="金额")
    rate = forms.DecimalField(label="利率", max_digits=9, decimal_places=6)
    on = DateField(label="日期")


GOOD = {"name": "名", "grade": "a", "days": "1", "amount": "1.00", "rate": "1", "on": "2026-10-08"}


@pytest.fixture(autouse=True)
def in_chinese():
    with override("zh-hans"):
        yield


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("name", "一二三四五六", "最多5字，现在有6字"),
        ("name", "a\0b", "里面有看不见的字符，请清空后重新填写"),
        ("grade", "z", "选择列出的一项"),
        ("days", "0", "不能小于1"),
        ("days", "61", "不能大于60"),
        ("amount", "0", "金额要大于零"),
        ("amount", "1.234", "金额写成数字，最多两位小数，例如 125000.00"),
        ("amount", "9" * 20, "数字太长了，最多16位"),
        ("rate", "0.1234567", "最多6位小数"),
        ("rate", "12345", "数字太大了，小数点前最多3位"),
        ("on", "2026-02-30", "写一个日历上有的日期，例如2026年10月8日"),
    ],
)
def test_a_mistyped_value_is_explained_in_office_words(name, typed, words):
    assert Typed(GOOD | {name: typed}).errors == {name: [words]}


def test_signs_of_full_width_are_read_in_days_and_amounts():
    form = Typed(GOOD | {"on": "２０２６-１０-０８", "amount": "１２．５０", "days": "９"})
    assert form.is_valid()
    assert (form.cleaned_data["on"], form.cleaned_data["amount"], form.cleaned_data["days"]) == (date(2026, 10, 8), Decimal("12.50"), 9)


def test_a_missing_answer_names_the_field_as_the_page_does():
    """A form may give its fields other names when it is made."""
    form = Typed({})
    form.fields["name"].label = "案由"
    assert form.errors["name"] == ["填写案由"]
    assert "案由" in form["name"].label_tag()
