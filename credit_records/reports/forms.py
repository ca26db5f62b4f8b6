from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.pages.forms import DateField, DayInput, PageForm


class ReportForm(PageForm):
    on = DateField(label=_("截至哪一天"), required=False, help_text=_("不填就是今天。"))
    to = forms.CharField(
        label=_("出具给"),
        required=False,
        max_length=100,
        help_text=_("谁要这份报告、用在哪里，例如：市委组织部，任职考察。会留在签发登记里。"),
    )


class NothingFoundForm(PageForm):
    on = DateField(label=_("哪一天"), help_text=_("证明这一天没有公示中的失信记录。"))


class DayForm(forms.Form):
    """The day of a public query: today, or one that is over."""

    on = forms.DateField(
        label=_("哪一天"), required=False, widget=DayInput, error_messages={"invalid": _("写一个日历上有的日期，例如2026年10月8日")}
    )

    def clean_on(self):
        today = timezone.localdate()
        if (on := self.cleaned_data["on"]) and on > today:
            raise ValidationError(_now("日期不能晚于今天。"))
        return on or today
