"""What people type about an objection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.evidence.forms import EvidenceField
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm
from credit_records.objections.models import Objection


class ObjectionForm(PageForm):
    grounds = forms.MultipleChoiceField(label=_("哪里有误"), choices=Objection.Ground.choices, widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(
        label=_("说明"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明哪一句、哪一项不对，实际情况怎样，有什么证明。"),
    )
    files = EvidenceField(label=_("证明材料"), required=False, help_text=_("可以选多份。录入单位核查时会看到。"))


class PublicObjectionForm(ObjectionForm):
    name = forms.CharField(label=_("姓名"), max_length=80, help_text=_("只有信用办的经办人看得到。"))
    contact = forms.CharField(label=_("电话或者邮箱"), max_length=120, help_text=_("需要补充材料时联系你，不公开，也不告诉被记录的单位。"))
    email = forms.EmailField(label=_("收通知的邮箱"), required=False, help_text=_("收到异议、作出决定时发邮件告诉你。邮件里没有回执码。"))


class ReceiptForm(PageForm):
    code = forms.CharField(label=_("回执码"), max_length=40, help_text=_("例如 K7MP-4XQD-9RTW，大小写和短横都可以不管。"))


class AnswerForm(DecidingForm):
    answer = forms.CharField(
        label=_("核查情况"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("逐项说明异议所说的是否属实、以什么为准。提出异议的一方会看到，请不要写举报人的姓名。"),
    )
    files = EvidenceField(label=_("证明材料"), required=False)


class OpinionForm(DecidingForm):
    outcome = forms.ChoiceField(
        label=_("处理意见"),
        choices=[("upheld", _("异议不成立，维持原记录")), ("revoked", _("异议成立，撤销记录"))],
        widget=ChoicesWithHints(
            hints={
                "upheld": _("记录照旧，去掉异议处理中的标注"),
                "revoked": _("记录不应当存在：从公开页面撤下，理由留在公开链里"),
            }
        ),
    )
    opinion = forms.CharField(
        label=_("理由"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("写明核对了什么、为什么这样认定。由另一位同事决定。")
    )
    files = EvidenceField(label=_("证明材料"), required=False)


class DecisionForm(DecidingForm):
    reason = forms.CharField(
        label=_("决定的理由"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("提出异议的一方和录入单位都会收到这段文字。")
    )
