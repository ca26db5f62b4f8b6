"""The forms of reporting, claiming and verifying."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.fulfilment.models import Claim
from core.evidence.forms import PHOTO_WORDS_HINT, PHOTOS_HINT, EvidenceField, PhotosField
from core.pages.forms import ChoicesWithHints, DecidingForm, PageForm

FILES_HINT = _("可以选几个：PDF、Word、Excel、图片、视频或者文本。只有参与单位和监督部门看得到。")


class ReportForm(PageForm):
    text = forms.CharField(
        label=_("进展"), help_text=_("做了什么、到了哪一步、还差什么。会公开。"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    percent = forms.IntegerField(label=_("完成了百分之几"), min_value=0, max_value=100)
    photos = PhotosField(label=_("照片"), required=False, help_text=PHOTOS_HINT)
    photo_words = forms.CharField(label=_("照片说明"), max_length=200, required=False, help_text=PHOTO_WORDS_HINT)
    files = EvidenceField(label=_("佐证材料"), required=False, help_text=FILES_HINT)


class WholeReportForm(ReportForm):
    """For a commitment with parts, whose progress is theirs."""

    percent = None


def report_form(commitment):
    return WholeReportForm if commitment.parts.exists() else ReportForm


class ClaimForm(PageForm):
    text = forms.CharField(
        label=_("怎样完成的"), help_text=_("对照“怎样算做到”逐条写。会公开。"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000
    )
    files = EvidenceField(label=_("佐证材料"), required=False, help_text=FILES_HINT)


class VerifyForm(DecidingForm):
    grade = forms.ChoiceField(
        label=_("核验结论"),
        choices=Claim.Grade.choices,
        widget=ChoicesWithHints(
            hints={
                "kept": _("逐条都做到了"),
                "partly_kept": _("做到了一部分，写明哪些没有做到"),
                "broken": _("没有做到，写明核实的情况"),
            }
        ),
    )
    reason = forms.CharField(
        label=_("理由"), required=False, help_text=_("部分兑现和未兑现要写。会公开。"), widget=forms.Textarea(attrs={"rows": 3})
    )
