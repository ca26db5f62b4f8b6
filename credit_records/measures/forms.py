"""What somebody asks who proposes others for an award, a promotion or a post."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.pages.forms import DateField, PageForm
from credit_records.measures.models import Purpose
from credit_records.measures.queries import subjects_named

MOST_NAMED = 5


class QuestionForm(PageForm):
    purpose = forms.ModelChoiceField(label=gettext_lazy("审查事项"), queryset=Purpose.objects.none(), empty_label=gettext_lazy("选择事项"))
    matter = forms.CharField(
        label=gettext_lazy("拟评拟任事项"), max_length=200, help_text=gettext_lazy("例如：2026年度全市先进集体评选。会写进审查结论。")
    )
    names = forms.CharField(
        label=gettext_lazy("单位或者人员"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "一行一个，可以整列粘贴。单位写名称、简称或者统一社会信用代码；人员写“单位 姓名”，本单位的只写姓名，同名的再写职务。"
        ),
    )
    on = DateField(label=gettext_lazy("审查哪一天"), required=False, help_text=gettext_lazy("不填就是今天。"))

    def __init__(self, *args, own_agency_ids=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.own_agency_ids = own_agency_ids
        self.fields["purpose"].queryset = Purpose.objects.effective()

    def clean(self):
        """`subjects`: the agencies and civil servants that the lines mean."""
        cleaned = super().clean()
        found, doubtful = subjects_named(cleaned.pop("names", ""), self.own_agency_ids)
        if doubtful:
            words = _("名录里找不到，或者有几位同名的：%(lines)s。请核对，写上单位和职务。")
            self.add_error("names", words % {"lines": "；".join(doubtful[:MOST_NAMED])})
        return cleaned | {"subjects": found}
