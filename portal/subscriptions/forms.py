from django import forms
from django.utils.translation import gettext_lazy as _

from core.pages.forms import PageForm


class SubscribeForm(PageForm):
    email = forms.EmailField(
        label=_("邮箱"),
        help_text=_("加密保存，只用来发你订的消息。退订以后立即删除。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("写一个邮箱，例如 name@example.org")},
    )
