"""What people type about a batch."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.evidence.forms import EvidenceField
from core.pages.forms import DecidingForm, PageForm


class UploadForm(PageForm):
    title = forms.CharField(label=_("批次名称"), max_length=120, help_text=_("以后按它找，例如 2026年第三季度行政处罚台账。"))
    file = forms.FileField(label=_("表格"), help_text=_("XLSX或者CSV，一行一条记录，最多20万行、64 MB。列名和怎样填见模板。"))
    files = EvidenceField(
        label=_("依据材料"), help_text=_("证明这批记录的文件，例如盖章的台账、决定书合订本；每条记录都以它为证。可以选多份。")
    )


class ConfirmBatchForm(DecidingForm):
    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写明核对了什么、为什么这样认定。每条记录都记下这段文字，公示时一并公开。"),
    )


class RefuseBatchForm(DecidingForm):
    reason = forms.CharField(
        label=_("理由"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写明哪里不对、怎样改。整批作废，改好后可以重新上传。")
    )
