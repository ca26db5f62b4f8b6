"""Administrators keep the kinds; commitments are registered and moved by services, not here."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.register.models import Commitment, CommitmentKind, Participation
from core.admin_base import DomainAdmin, ReadOnlyAdmin, ReadOnlyInline
from core.rules.models import Rule

RULES = ("rule_code", "hard_rule_code", "receipt_rule")
OF_A_RULE = gettext_lazy("规则目录里的规则代码，例如 assigned_task。不适用就不填。")


class KindForm(forms.ModelForm):
    """A kind without code has to be right without a programmer: a rule that is not there would be met by the first clerk who registers."""

    class Meta:
        model = CommitmentKind
        fields = (
            *("code", "name", "hint", "fields", *RULES, "verified_by"),
            *("on_site_share", "asks_opinion", "position", "by_hand", "urged_by_rule"),
        )
        help_texts = {
            "code": gettext_lazy("英文小写，网址和开放数据用它，保存以后不能改。例如 winter_heating。"),
            "hint": gettext_lazy("登记的人选种类时看到的一句话。"),
            "fields": gettext_lazy(
                "每个字段一个花括号。type 是 text、long_text、date、number、choice、yes_no，选择题加 choices。例如 "
                '[{"name": "station", "label": "换热站", "type": "text", "required": true, "public": true, "searchable": true}]'
            ),
            "position": gettext_lazy("登记页面上从小到大排。"),
            **dict.fromkeys(RULES, OF_A_RULE),
        }

    def clean(self):
        """Raises nothing itself: what is wrong stands at its field."""
        answers = super().clean()
        for name in RULES:
            code = answers.get(name)
            if code and not Rule.objects.effective().filter(code=code).exclude(amount=None).exists():
                self.add_error(name, _("规则目录里没有写明天数、现在有效的规则“%(code)s”。请先在“规则”里补录，或者不填。") % {"code": code})
        if answers.get("hard_rule_code") and not answers.get("rule_code"):
            self.add_error("rule_code", _("填了处理难度大时适用的规则，也要填一般适用的规则。"))
        return answers


@admin.register(CommitmentKind)
class CommitmentKindAdmin(DomainAdmin):
    list_display = ("name", "code", "rule_code", "verified_by", "position")
    search_fields = ("name", "code")
    form = KindForm

    def get_readonly_fields(self, request, obj=None):
        """Addresses, open data and documents taken in name it by its code."""
        return ["code"] if obj else []


class ParticipationInline(ReadOnlyInline):
    model = Participation


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("number", "title", "agency", "kind", "state")
    list_filter = ("state", "kind")
    list_select_related = ("agency", "kind")
    search_fields = ("number", "title")
    inlines = (ParticipationInline,)
