"""What people type about a suggestion: who made it, and what they say of the answer by their code."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.register.forms import ByLawForm
from commitments.suggestions.models import Proposer
from core.pages.forms import ChoicesWithHints, DateField, PageForm


class ProposerForm(PageForm):
    name = forms.CharField(label=_("提出人"), max_length=60, help_text=_("姓名，不公开。"))
    body = forms.CharField(label=_("代表团或者界别"), max_length=100, required=False, help_text=_("不公开。"))
    email = forms.EmailField(
        label=_("邮箱"), required=False, help_text=_("加密保存。填了的，核验以后发邮件请提出人评价；没有填的，把评价码交给提出人。")
    )


class SuggestionForm(ProposerForm, ByLawForm):
    promised_on = DateField(label=_("交办日期"), initial=timezone.localdate, help_text=_("办理期限从这一天起算。"))

    # what the register calls a promise, here is a suggestion
    LABELS = {
        "title": (_("案由"), _("会公开，例如：关于增设滨江路公交站点的建议。")),
        "text": (_("建议原文"), _("会公开。")),
        "agency": (_("承办单位"), _("有几个承办单位的，选主办的。")),
        "leads": (_("分别承办的单位"), _("写全称或者简称，几个单位用顿号隔开。")),
        "cooperating": (_("协办单位"), _("写全称或者简称，几个单位用顿号隔开。")),
        "beneficiary": (_("涉及哪些人"), _("例如：滨江路沿线居民和商户。")),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint


class CodeForm(PageForm):
    code = forms.CharField(label=_("评价码"), max_length=40)


class OpinionForm(PageForm):
    code = forms.CharField(label=_("评价码"), widget=forms.HiddenInput, max_length=40)
    grade = forms.ChoiceField(
        label=_("对办理结果是否满意"),
        choices=Proposer.Grade.choices,
        widget=ChoicesWithHints(hints={"dissatisfied": _("写明哪里不满意，交办单位和督查部门会马上知道，可以重新交办")}),
    )
    words = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("不公开，办理单位看得到。")
    )
