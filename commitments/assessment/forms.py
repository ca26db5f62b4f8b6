"""What people type about an assessment: its year, and the words with which it is published."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.assessment.models import FIRST_YEAR, LAST_YEAR
from core.pages.forms import DecidingForm, PageForm


class BeginForm(PageForm):
    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=LAST_YEAR, initial=lambda: timezone.localdate().year)


class PublishForm(DecidingForm):
    words = forms.CharField(
        label=_("总体评价"),
        help_text=_("这一年兑现承诺的总体情况、主要问题和下一年的打算。会公开，写在白皮书的第一部分。"),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
