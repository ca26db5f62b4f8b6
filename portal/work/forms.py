"""The form of an absence."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.forms import DateField, PageForm


class LeaveForm(PageForm):
    """`people`: rows of those for whom the actor may enter an absence; `colleagues`: of those who may stand in."""

    user = forms.ModelChoiceField(label=_("谁离岗"), queryset=None, empty_label=None)
    substitute = forms.ModelChoiceField(label=_("由谁代办"), queryset=None, empty_label=_("请选择"))
    starts_on = DateField(label=_("第一天"))
    ends_on = DateField(label=_("最后一天"))

    def __init__(self, *args, people, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset, self.fields["substitute"].queryset = people, colleagues
