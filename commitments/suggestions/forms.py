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


class CodeForm(PageForm):
    code = forms.CharField(label=_("评价码"), max_length=40)


class OpinionForm(PageForm):
    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    grade = forms.ChoiceField(
        label=_("对办理结果是否满意"),
        choices=Proposer.Grade.choices,
        widget=ChoicesWithHints(hints={"dissatisfied": _("写明哪里不满意，交办单位和督查部门会马上知道，可以重新交办")}),
    )
    words = forms.CharField(
        label=_("说明"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("不公开，办理单位看得到。")
    )
