"""A field list: what a list may say, and what values it lets through."""

import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from commitments.register import reference as kinds
from core.errors import DomainError
from core.pages import fields
from disclosure.items import reference as categories

SPECS = [
    {"name": "supplier", "label": "供应商", "type": "text", "required": True, "public": True, "searchable": True},
    {"name": "amount", "label": "金额", "type": "number", "required": False, "public": True, "searchable": False},
    {"name": "signed_on", "label": "签订日期", "type": "date", "required": False, "public": True, "searchable": False},
    {"name": "way", "label": "方式", "type": "choice", "choices": ["招标", "询价"], "required": True, "public": True, "searchable": False},
    {"name": "urgent", "label": "紧急", "type": "yes_no", "required": True, "public": False, "searchable": True},
]
VALUES = {"supplier": "云澜建工", "amount": "1200.50", "signed_on": "2026-09-01", "way": "招标", "urgent": False}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(fields.KEYS)), inner, max_size=6),
    max_leaves=12,
)


def test_the_shipped_lists_are_good():
    for fixture in (categories.FIXTURE, kinds.FIXTURE):
        for row in json.loads(fixture.read_text(encoding="utf-8")):
            fields.check_field_list(row.get("fields", []))


def test_values_are_kept_as_json():
    kept = fields.checked_values(SPECS, VALUES)
    assert kept == {"supplier": "云澜建工", "amount": "1200.5", "signed_on": "2026-09-01", "way": "招标", "urgent": False}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("supplier", "", "填写供应商"),
        ("supplier", "x" * 301, "300"),
        ("supplier", "\0", "填写供应商"),
        ("amount", "很多", "数字"),
        ("amount", "NaN", "数字"),
        ("amount", "1e400", "18"),
        ("signed_on", "2026-02-30", "日历上有的日期"),
        ("way", "抽签", "抽签"),
        ("way", "", "填写方式"),
        ("unknown", "1", "没有字段"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(name, value, words):
    with pytest.raises(DomainError) as refused:
        fields.checked_values(SPECS, VALUES | {name: value})
    assert refused.value.data["field"] == name
    assert words in refused.value.message


def test_the_public_sees_and_finds_only_what_the_list_says():
    assert fields.shown_values(SPECS, VALUES, public_only=True) == [
        ("供应商", "云澜建工"),
        ("金额", "1200.50"),
        ("签订日期", "2026年9月1日"),
        ("方式", "招标"),
    ]
    assert ("紧急", "否") in fields.shown_values(SPECS, VALUES)
    assert fields.searchable_words(SPECS, VALUES) == "云澜建工"


@pytest.mark.parametrize(
    "specs",
    [
        {},
        ["a"],
        [{"name": "A", "label": "甲", "type": "text"}],
        [{"name": "a", "label": "", "type": "text"}],
        [{"name": "title", "label": "标题", "type": "text"}],
        [{"name": "a", "label": "甲", "type": "colour"}],
        [{"name": "a", "label": "甲", "type": "text", "required": "yes"}],
        [{"name": "a", "label": "甲", "type": "text", "widget": "x"}],
        [{"name": "a", "label": "甲", "type": "choice"}],
        [{"name": "a", "label": "甲", "type": "choice", "choices": ["一", "一"]}],
        [{"name": "a", "label": "甲", "type": "text"}, {"name": "a", "label": "乙", "type": "text"}],
    ],
)
def test_a_bad_field_list_is_refused(specs):
    with pytest.raises(ValidationError):
        fields.check_field_list(specs, reserved={"title"})


@given(JSON)
def test_any_json_is_a_good_list_or_refused(specs):
    try:
        fields.check_field_list(specs)
    except ValidationError:
        return
    fields.form_fields(specs)


@given(st.dictionaries(st.sampled_from([spec["name"] for spec in SPECS]), JSON))
def test_any_values_are_kept_as_json_or_refused(values):
    try:
        kept = fields.checked_values(SPECS, values)
    except DomainError as refused:
        assert refused.data["field"] in values | {spec["name"]: spec for spec in SPECS}
    else:
        assert json.loads(json.dumps(kept)) == kept
        fields.shown_values(SPECS, kept)
