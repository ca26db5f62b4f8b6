"""Forms as pages show them: label, hint, error, control; Chinese messages; a summary that links to the fields."""

from decimal import Decimal

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.text import fold_line_for_line
from core.money import AROUND_MONEY

CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CHOOSING_FIELDS = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
LONGEST_KEY = 19  # digits of the largest number of a column
DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]
DEFAULT_CHOICES = [field.default_error_messages["invalid_choice"] for field in (forms.ChoiceField, forms.ModelChoiceField)]
# what Django says of a value, in the words of an office; a field that has words of its own keeps them
ERRORS = {
    "max_length": gettext_lazy("最多%(limit_value)d字，现在有%(show_value)d字"),
    "min_value": gettext_lazy("不能小于%(limit_value)s"),
    "max_value": gettext_lazy("不能大于%(limit_value)s"),
    "max_digits": gettext_lazy("数字太长了，最多%(max)s位"),
    "max_decimal_places": gettext_lazy("最多%(max)s位小数"),
    "max_whole_digits": gettext_lazy("数字太大了，小数点前最多%(max)s位"),
    "null_characters_not_allowed": gettext_lazy("里面有看不见的字符，请清空后重新填写"),
}


class PageRenderer(TemplatesSetting):
    """Django's own field templates, with ours in their place."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PageForm(forms.Form):
    """The base of every form: server-side validation only, and a missing answer says what to write."""

    default_renderer = PageRenderer
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, CHOICE_WIDGETS):
                field.widget.template_name = "components/widgets/choices.html"

    def full_clean(self):
        """A form may name its fields anew when it is made: what an error says is settled when it is read."""
        for name, field in self.fields.items():
            _explain_errors(field, field.label or pretty_name(name))
        super().full_clean()


def _explain_errors(field: forms.Field, label: str):
    words = field.error_messages
    if field.required and words["required"] == DEFAULT_REQUIRED:
        words["required"] = _required_words(field, label)
    if words.get("invalid_choice") in DEFAULT_CHOICES:
        words["invalid_choice"] = _("选择列出的一项")
    field.error_messages = ERRORS | words


def _required_words(field: forms.Field, label: str) -> str:
    words = _("选择%(label)s") if isinstance(field, CHOOSING_FIELDS) else _("填写%(label)s")
    return words % {"label": label}


class DecidingForm(PageForm):
    """A decision on what was read: `seen` says which version that was. ActionPage and DetailPage.deciding() fill it in."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ReasonForm(PageForm):
    """For the steps that need only a reason; the page's `hint` says what to write."""

    reason = forms.CharField(label=gettext_lazy("理由"), widget=forms.Textarea(attrs={"rows": 4}))


class ChoicesWithHints(forms.RadioSelect):
    """Radio buttons with a line of explanation below each; `hints` maps a value to its line."""

    def __init__(self, *args, hints: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class DateWidget(forms.Widget):
    """Year, month and day in three boxes. A single value under the field's own name (2026-10-08) is read as well."""

    template_name = "components/widgets/date.html"
    use_fieldset = True
    parts = ("year", "month", "day")

    def id_for_label(self, id_, index=None):
        return f"{id_}_year" if id_ else ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = dict(zip(self.parts, _split(value), strict=True))
        context["widget"]["invalid"] = context["widget"]["attrs"].get("aria-invalid")
        return context

    def value_from_datadict(self, data, files, name):
        values = [(data.get(f"{name}_{part}") or "").strip() for part in self.parts]
        return "-".join(values) if any(values) else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and all(f"{name}_{part}" not in data for part in self.parts)


def _split(value) -> list[str]:
    if hasattr(value, "year"):
        return [str(value.year), str(value.month), str(value.day)]
    pieces = str(value or "").split("-")
    return pieces if len(pieces) == 3 else [str(value or ""), "", ""]


class DayInput(forms.DateInput):
    """One day in the browser's own calendar: for filters, where nothing is lost when it is mistyped."""

    input_type = "date"


class DateField(forms.DateField):
    """A date in three boxes; what was typed stays as it was typed."""

    widget = DateWidget
    default_error_messages = {"invalid": gettext_lazy("写一个日历上有的日期，例如2026年10月8日")}

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value):
        return super().to_python(fold_line_for_line(value) if isinstance(value, str) else value)


MONEY_WORDS = gettext_lazy("金额写成数字，最多两位小数，例如 125000.00")


class MoneyField(forms.DecimalField):
    """An amount with at most two places; commas and 元 are read as well."""

    default_error_messages = {"invalid": MONEY_WORDS, "max_decimal_places": MONEY_WORDS, "min_value": gettext_lazy("金额要大于零")}
    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs):
        super().__init__(max_digits=16, decimal_places=2, min_value=Decimal("0.01"), **kwargs)

    def to_python(self, value):
        return super().to_python(AROUND_MONEY.sub("", fold_line_for_line(str(value))) if value else value)


def problems(form) -> list[tuple[str, str]]:
    """The errors of a form as (id of the control to go to, words), in the order of the fields."""
    found = [("form", message) for message in form.non_field_errors()]
    for field in form:
        found += [(target_of(field), message) for message in field.errors]
    return found


def target_of(field) -> str:
    """The id of a field's first control."""
    return field.id_for_label or f"{field.auto_id}_0"


def is_key(text) -> bool:
    """Whether what was posted can be the key of a row: a number that a column holds."""
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY
