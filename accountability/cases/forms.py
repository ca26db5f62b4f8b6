from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.cases import queries
from accountability.cases.services import HANDLING_DAYS
from core.pages.forms import ChoicesWithHints, DateField, DecidingForm, PageForm


class OpenForm(PageForm):
    ground = forms.ModelChoiceField(label=_("问责情形"), queryset=None, empty_label=_("请选择"))
    respondent = forms.ModelChoiceField(
        label=_("被问责人"),
        queryset=None,
        required=False,
        empty_label=_("还不确定"),
        help_text=_("一般是主要负责人。被问责人不能承办，也看不到这个案件。"),
    )
    title = forms.CharField(label=_("案由"), max_length=300)
    facts = forms.CharField(
        label=_("事实"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_("已经查明的时间、事项和后果，写明出处。")
    )

    def __init__(self, *args, agency_id, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = queries.grounds()
        self.fields["respondent"].queryset = queries.respondents(agency_id)


class AssignForm(PageForm):
    handler = forms.ModelChoiceField(
        label=_("承办人"),
        queryset=None,
        empty_label=_("请选择"),
        help_text=_("督查人员或者监察人员。被问责单位的人、已经在办的人不在其中。"),
    )
    expires_on = DateField(
        label=_("授权到期日"),
        initial=lambda: timezone.localdate() + timedelta(days=HANDLING_DAYS),
        help_text=_("过了这一天，承办人不再看得到这个案件。"),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = queries.possible_handlers(case)


class FindingForm(PageForm):
    finding = forms.CharField(
        label=_("调查结论"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("查明了什么、凭什么、责任在谁。写结论的人不能再作决定。"),
    )


class DecisionForm(DecidingForm):
    outcome = forms.ChoiceField(
        label=_("你的决定"),
        choices=[("close", pgettext_lazy("决定", "问责")), ("dismiss", _("不予问责"))],
        initial="close",
        widget=ChoicesWithHints(hints={"close": _("选一种问责方式，写明决定"), "dismiss": _("写明理由，案件了结，不公开")}),
    )
    measure = forms.ModelChoiceField(
        label=_("问责方式"), queryset=None, required=False, empty_label=_("请选择"), help_text=_("由轻到重。不予问责的不选。")
    )
    decision = forms.CharField(
        label=_("决定和理由"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("公布时公布这段文字，姓名自动隐去。")
    )
    publish = forms.BooleanField(label=_("向社会公布结果"), required=False, help_text=_("公开道歉、通报批评、辞职和建议免职一定公布。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = queries.measures()

    def clean(self):
        if self.cleaned_data.get("outcome") == "close" and not self.cleaned_data.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _now("选择问责方式"))
        return self.cleaned_data
