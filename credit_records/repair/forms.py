"""What people type about a repair."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.evidence.forms import EvidenceField
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm
from credit_records.records.models import CreditRecord, LeniencyGround
from credit_records.records.queries import leniency_grounds

PROMISE = _("已经纠正上述行为，全面履行了法定义务和约定义务；今后依法依规履职，不再发生同类行为；如有违反，愿意依法承担责任。")


class RepairForm(PageForm):
    rectification = forms.CharField(
        label=_("纠正情况"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("写明什么时候、怎样纠正的，结果怎样。")
    )
    files = EvidenceField(label=_("证明材料"), required=False, help_text=_("能证明已经纠正的材料，至少一份。"))
    duties_done = forms.BooleanField(label=_("其他义务已经履行完毕"), required=False)
    duties = forms.CharField(
        label=_("其他义务的履行情况"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如赔偿、整改、缴纳罚款；没有的写“没有其他义务”。"),
    )
    promise = forms.CharField(
        label=_("信用承诺"),
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=PROMISE,
        help_text=_("单位的承诺在准予修复时公开；公务员的只存档。"),
    )


class LeniencyForm(RepairForm):
    leniency = forms.ChoiceField(
        label=_("申请"), choices=[choice for choice in CreditRecord.Leniency.choices if choice[0]], widget=forms.RadioSelect
    )
    ground = forms.ModelChoiceField(label=_("情形"), queryset=LeniencyGround.objects.none(), empty_label=_("选择情形"))

    field_order = ["leniency", "ground"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = leniency_grounds()


class OpinionForm(DecidingForm):
    outcome = forms.ChoiceField(
        label=_("审查意见"),
        choices=[("approved", _("符合条件，同意")), ("refused", _("不符合条件，不同意"))],
        widget=ChoicesWithHints(
            hints={
                "approved": _("修复的，记录不再公示，惩戒措施同时终止；从轻的，写进记录"),
                "refused": _("写明缺什么、从什么时候起可以再申请"),
            }
        ),
    )
    opinion = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写明核对了什么。由另一位同事决定。"))


class DecisionForm(DecidingForm):
    reason = forms.CharField(
        label=_("决定的理由"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写进决定书。不同意的，写明怎样可以再申请。")
    )
