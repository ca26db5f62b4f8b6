"""Fields that a kind or a category brings along: a list of data from which forms, validation, the page and the export come.

A field is {"name", "label", "type", "required", "public", "searchable"} and, for a choice, "choices". Values are kept as JSON:
a date as 2026-10-08, a number as the text of its decimal, so that no amount of money is rounded.
"""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.pages.forms import DateField
from core.pages.words import as_date
from core.pages.words import day as day_in_words

KEYS = {"name", "label", "type", "required", "public", "searchable", "choices"}
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
LONGEST = 300
LONGEST_TEXT = 20_000


def _choice(spec):
    return forms.ChoiceField(choices=[("", _("请选择")), *((words, words) for words in spec["choices"])])


TYPES = {
    "text": lambda spec: forms.CharField(max_length=LONGEST),
    "long_text": lambda spec: forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})),
    "date": lambda spec: DateField(),
    "number": lambda spec: forms.DecimalField(max_digits=18, decimal_places=4),
    "choice": _choice,
    "yes_no": lambda spec: forms.BooleanField(),
}


def check_field_list(specs, reserved=()):
    """Validates a field list: what the rest of this file relies on. `reserved` names what every form has beside these fields."""
    if not isinstance(specs, list):
        raise ValidationError(_("字段清单是一个列表，没有字段就写 []。"))
    for position, spec in enumerate(specs, start=1):
        if problem := problem_of(spec, reserved):
            raise ValidationError(_("第%(position)d个字段：%(problem)s") % {"position": position, "problem": problem})
    names = [spec["name"] for spec in specs]
    if len(names) != len(set(names)):
        raise ValidationError(_("字段名不能重复。"))


def problem_of(spec, reserved):
    """What is wrong with one field of a list, as a sentence; empty if nothing is."""
    if not isinstance(spec, dict) or not set(spec) <= KEYS:
        return _("只写 name、label、type、required、public、searchable，选择题加 choices。")
    if not isinstance(spec.get("name"), str) or not NAME.fullmatch(spec["name"]):
        return _("name 用小写英文字母开头，只含小写字母、数字和下划线。")
    if spec["name"] in reserved:
        return _("name 不能用 %(name)s，每张表都有它。") % {"name": spec["name"]}
    if not isinstance(spec.get("label"), str) or not spec["label"].strip():
        return _("label 写填表人看到的名称。")
    if spec.get("type") not in TYPES:
        return _("type 是其中之一：%(types)s。") % {"types": "、".join(TYPES)}
    if any(not isinstance(spec.get(name, False), bool) for name in ("required", "public", "searchable")):
        return _("required、public、searchable 写 true 或者 false。")
    return "" if spec["type"] != "choice" or choices_fit(spec.get("choices")) else _("choices 写成不重复的文字列表。")


def choices_fit(choices):
    if not isinstance(choices, list) or not all(isinstance(one, str) and one for one in choices):
        return False
    return 0 < len(choices) == len(set(choices))


def form_fields(specs):
    """{name: form field} in the order of the list."""
    return {spec["name"]: form_field(spec) for spec in specs}


def form_field(spec):
    field = TYPES[spec["type"]](spec)
    field.label = spec["label"]
    # an unticked box is an answer: a required box would have to be ticked
    field.required = spec.get("required", False) and spec["type"] != "yes_no"
    return field


def with_values_apart(specs, cleaned, into):
    """The cleaned data of a form, the fields of the list gathered under the name `into`, as services take them."""
    names = {spec["name"] for spec in specs}
    others = {name: value for name, value in cleaned.items() if name not in names}
    return others | {into: {name: value for name, value in cleaned.items() if name in names}}


def checked_values(specs, values):
    """What is kept of the values, as JSON, by name. Raises DomainError("bad_value") with the field, also for one that is not in the list."""
    for name in values.keys() - {spec["name"] for spec in specs}:
        raise DomainError("bad_value", _("没有字段“%(name)s”。") % {"name": name}, field=name)
    return {spec["name"]: checked_value(spec, values.get(spec["name"])) for spec in specs}


def checked_value(spec, value):
    field = form_field(spec)
    if spec["type"] != "yes_no" and not isinstance(value, date | None):
        value = str(value).replace("\0", "")  # programs may send a number as a number
    try:
        return as_json(field.clean(value))
    except ValidationError as error:
        needed = field.required and value in (None, "")
        words = _("填写%(label)s") % {"label": spec["label"]} if needed else "".join(error.messages)
        raise DomainError("bad_value", words, field=spec["name"]) from error


def as_json(value):
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def shown_values(specs, values, public_only=False):
    """Pairs of label and words of the fields that have a value."""
    shown = [spec for spec in specs if spec.get("public") or not public_only]
    pairs = [(spec["label"], in_words(spec, values.get(spec["name"], ""))) for spec in shown]
    return [(label, words) for label, words in pairs if words]


def in_words(spec, value):
    if spec["type"] == "yes_no":
        return _("是") if value else _("否")
    return day_in_words(as_date(value)) if spec["type"] == "date" else value


def searchable_words(specs, values):
    """The words of the public fields that the search shall find."""
    found = [in_words(spec, values.get(spec["name"], "")) for spec in specs if spec.get("public") and spec.get("searchable")]
    return "\n".join(words for words in found if words)
