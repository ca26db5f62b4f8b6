"""What is typed to lengthen a limit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.forms import DecidingForm, ReasonForm


class ExtendForm(DecidingForm, ReasonForm):
    """By working days. How far the limit was extended was read with it (`extended_so_far`): two people do not extend it twice."""

    amount = forms.IntegerField(label=_("延长几个工作日"), min_value=1, max_value=60)
    field_order = ("amount", "reason")
