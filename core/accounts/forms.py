"""Forms of the account's own pages."""

from django import forms
from django.contrib.auth import forms as auth
from django.utils.translation import gettext_lazy as _

from core.pages.forms import PageForm


class SignInForm(PageForm, auth.AuthenticationForm):
    error_messages = {
        "invalid_login": _("用户名或密码不对，请检查后再输入。"),
        "inactive": _("这个账号已停用，请联系本单位的系统管理员。"),
    }


class PasswordForm(PageForm, auth.PasswordChangeForm):
    pass


class CodeForm(PageForm):
    """A code of the second factor, six digits or a backup code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}),
    )

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split())


class BackupCodeForm(CodeForm):
    """The same where a backup code will do."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("手机上的6位数字；手机不在身边，可以输入一个备用码。"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short"}),
    )
