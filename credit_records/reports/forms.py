from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.forms import DateField, PageForm


class ReportForm(PageForm):
    on = DateField(label=_("截至哪一天"), required=False, help_text=_("不填就是今天。"))
    to = forms.CharField(
        label=_("出具给"),
        required=False,
        max_length=100,
        help_text=_("谁要这份报告、用在哪里，例如：市委组织部，任职考察。会留在签发登记里。"),
    )
