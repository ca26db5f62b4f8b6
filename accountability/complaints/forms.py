from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.complaints.models import Clue
from core.pages.forms import PageForm


class RegisterForm(PageForm):
    agency = forms.ModelChoiceField(label=_("被反映单位"), queryset=None, empty_label=_("请选择"))
    source = forms.ChoiceField(
        label=_("来源"),
        choices=[(value, label) for value, label in Clue.Source.choices if value not in Clue.BY_SYSTEM],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("标题"), max_length=300, help_text=_("一句话写明哪件事出了什么问题。"))
    text = forms.CharField(
        label=_("反映的情况"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("时间、地点、经过和能查证的材料。不写反映人的姓名和联系方式。"),
    )
