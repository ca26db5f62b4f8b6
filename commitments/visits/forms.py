"""The form of a visit."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.visits.models import SiteVisit
from core.evidence.forms import PHOTO_WORDS_HINT, PHOTOS_HINT, EvidenceField, PhotosField
from core.pages.forms import ChoicesWithHints, DateField, PageForm


class VisitForm(PageForm):
    visited_on = DateField(label=_("核查日期"), initial=timezone.localdate)
    place = forms.CharField(label=_("地点"), max_length=200, help_text=_("会公开，写到公众找得到的程度，例如：滨江路与解放路口。"))
    companions = forms.CharField(label=_("同去的人"), max_length=200, help_text=_("不公开。现场核查至少两人，写姓名和单位。"))
    verdict = forms.ChoiceField(
        label=_("核查结果"),
        choices=SiteVisit.Verdict.choices,
        widget=ChoicesWithHints(
            hints={
                "as_reported": _("看到的和报告、申报的一样"),
                "differs": _("和报告、申报的不一样，写明哪里不一样"),
                "unclear": _("要用别的方法核实，写明怎样核实"),
            }
        ),
    )
    found = forms.CharField(label=_("看到的情况"), help_text=_("会公开，不要写个人姓名。"), widget=forms.Textarea(attrs={"rows": 4}))
    photos = PhotosField(label=_("现场照片"), required=False, help_text=PHOTOS_HINT)
    photo_words = forms.CharField(label=_("照片说明"), max_length=200, required=False, help_text=PHOTO_WORDS_HINT)
    files = EvidenceField(label=_("核查记录"), required=False, help_text=_("不公开。只有参与单位和监督部门看得到。"))
