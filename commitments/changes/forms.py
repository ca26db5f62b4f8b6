"""The forms of asking for a change and deciding on it."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.changes.models import LawfulReason
from core.evidence.forms import EvidenceField
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm


class ReasonField(forms.ModelChoiceField):
    """The reasons in force, each with its basis and how far it reaches."""

    widget = ChoicesWithHints

    def __init__(self, **kwargs):
        super().__init__(queryset=LawfulReason.objects.all(), empty_label=None, **kwargs)

    def offer(self):
        self.queryset = LawfulReason.objects.effective()
        self.widget.hints = {str(reason.pk): hint_of(reason) for reason in self.queryset}


def hint_of(reason):
    if reason.extension_limit:
        limit = _now("期限最多延长%(most)d个工作日。") % {"most": reason.extension_limit}
    else:
        limit = _now("不能延长期限。")
    return _now("%(hint)s%(limit)s%(ends)s%(basis)s（%(mark)s）") % {
        "hint": reason.hint,
        "limit": limit,
        "ends": _now("可以不再履行。") if reason.may_end else "",
        "basis": reason.legal_basis,
        "mark": reason.get_verification_display(),
    }


class ChangeForm(PageForm):
    reason = ReasonField(label=_("变更理由"), help_text=_("换届、机构或者职能调整、行政区划调整、负责人更替不是变更的理由。"))
    explanation = forms.CharField(
        label=_("为什么变更"), help_text=_("写明发生了什么、为什么不变更就不行。会公开。"), widget=forms.Textarea(attrs={"rows": 4})
    )
    ends = forms.BooleanField(
        label=_("不再履行这项承诺"), required=False, help_text=_("只有个别理由允许，见每种理由的说明。勾选的，下面几项照原样留着。")
    )
    title = forms.CharField(label=_("承诺事项"), help_text=_("下面四项照原样写好了，只改要变更的；原来的文字会和新的一起公开。"))
    text = forms.CharField(label=_("承诺原文"), widget=forms.Textarea(attrs={"rows": 5}))
    criterion = forms.CharField(label=_("怎样算做到"), required=False, help_text=_("一行一条。"), widget=forms.Textarea(attrs={"rows": 4}))
    beneficiary = forms.CharField(label=_("向谁承诺"), required=False)
    extension = forms.IntegerField(label=_("期限延长多少"), required=False, min_value=1, max_value=10_000, help_text=_("不改期限就空着。"))
    affected = forms.CharField(label=_("影响谁"), help_text=_("会公开，不要写个人姓名。"), widget=forms.Textarea(attrs={"rows": 3}))
    consultation = forms.CharField(
        label=_("怎样听取意见"),
        help_text=_("什么时候、用什么方式听取了受影响的人的意见，他们怎么说。会公开，不要写个人姓名。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    compensation = forms.TypedChoiceField(
        label=_("要不要补偿"),
        choices=[("yes", _("需要补偿")), ("no", _("不需要补偿"))],
        coerce=lambda value: value == "yes",
        widget=ChoicesWithHints(hints={"yes": _("批准后由督查部门跟踪补偿是否落实"), "no": _("写明为什么没有人因此受损失")}),
    )
    compensation_words = forms.CharField(label=_("补偿什么、怎样补偿；不需要补偿的，写明为什么"), widget=forms.Textarea(attrs={"rows": 3}))
    files = EvidenceField(label=_("材料"), help_text=_("证明理由的文件和听取意见的记录。只有参与单位、审批单位和监督部门看得到。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].offer()


class DecisionForm(DecidingForm):
    outcome = forms.ChoiceField(
        label=_("审批结论"),
        choices=[("approved", _("批准变更")), ("refused", _("不予批准"))],
        widget=ChoicesWithHints(hints={"approved": _("马上按申请改内容、改期限，新旧文字一起公开"), "refused": _("承诺照旧，原期限照算")}),
    )
    reason = forms.CharField(label=_("审批意见"), help_text=_("写明核对了什么、为什么这样决定。"), widget=forms.Textarea(attrs={"rows": 4}))
