"""Signing in and out, one's own account, the second factor."""

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from django_otp import login as otp_login
from django_otp import user_has_device
from django_otp.util import random_hex

from core.accounts import second_factor
from core.accounts.actor import Actor
from core.accounts.forms import BackupCodeForm, CodeForm, PasswordForm, SignInForm
from core.accounts.models import Membership
from core.pages.parts import Crumb, Fact
from core.pages.views import ActionPage, Page

KEY = "second_factor_key"  # of the session: the secret of a telephone that is being set up
MOST_DEMO_ACCOUNTS = 12


class SignIn(auth.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("工作人员登录"), demo_accounts=demo_accounts(), **kwargs)


def demo_accounts():
    """Who can sign in to the demo city; nobody is named where it is not one."""
    if not settings.DEMO:
        return []
    rows = Membership.objects.in_force().select_related("user", "agency").order_by("user_id")[:MOST_DEMO_ACCOUNTS]
    return [demo_account(row) for row in rows]


def demo_account(membership):
    user, agency = membership.user, membership.agency
    return {"role": membership.get_role_display(), "username": user.username, "name": user.name, "agency": agency.short_name}


class Account(Page, TemplateView):
    title, template_name = gettext_lazy("我的账号"), "core/accounts/account.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        roles = Membership.objects.in_force().filter(user=user).select_related("agency")
        facts = [
            Fact(_("姓名"), user.name),
            Fact(_("用户名"), user.username),
            Fact(_("角色"), [f"{row.agency} {row.get_role_display()}" for row in roles] or _("还没有角色，请联系系统管理员")),
            Fact(_("电子邮箱"), user.email or _("没有登记，消息只在这里显示")),
        ]
        return super().get_context_data(facts=facts, has_second_factor=user_has_device(user), **kwargs)


class OwnPage(Page):
    """A page below one's account."""

    def crumbs(self):
        return [Crumb(_("我的账号"), reverse("account")), Crumb(self.page_title())]


class PasswordChange(OwnPage, auth.PasswordChangeView):
    title, form_class, template_name = gettext_lazy("修改密码"), PasswordForm, "pages/action.html"
    success_url = reverse_lazy("account")
    extra_context = {"submit_label": gettext_lazy("修改密码"), "cancel_url": reverse_lazy("account")}

    def form_valid(self, form):
        messages.success(self.request, _("密码已修改，下次登录请用新密码。"))
        return super().form_valid(form)


class SecondFactor(ActionPage):
    """Between the password and everything else, for whoever has set up a second factor."""

    title, form_class, service = gettext_lazy("输入验证码"), BackupCodeForm, second_factor.verify
    submit_label = gettext_lazy("继续")

    def next_url(self, device):
        otp_login(self.request, device)
        onward = self.request.GET.get("next", "")
        own = url_has_allowed_host_and_scheme(onward, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure())
        return onward if own else reverse(settings.LOGIN_REDIRECT_URL)


class SecondFactorSetup(OwnPage, ActionPage):
    title, form_class, service = gettext_lazy("开启双重验证"), CodeForm, second_factor.enable
    template_name = "core/accounts/second_factor_setup.html"
    submit_label = gettext_lazy("开启")

    def get(self, request, *args, **kwargs):
        request.session[KEY] = request.session.get(KEY) or random_hex(20)
        return super().get(request, *args, **kwargs)

    def arguments(self, form):
        return super().arguments(form) | {"key": self.key()}

    def key(self):
        if KEY not in self.request.session:
            raise Http404
        return self.request.session[KEY]

    def form_valid(self, form):
        self.codes = None
        response = super().form_valid(form)
        return response if self.codes is None else show_codes(self.request, self.codes)

    def next_url(self, result):
        device, self.codes = result
        otp_login(self.request, device)
        del self.request.session[KEY]
        return self.cancel_url()

    def cancel_url(self):
        return reverse("account")

    def get_context_data(self, **kwargs):
        device = second_factor.enrolment(self.request.user, self.key())
        secret = device.config_url.partition("secret=")[2].partition("&")[0]
        return super().get_context_data(secret=secret, **kwargs)


@login_required
@never_cache
@require_GET
def second_factor_code(request):
    """The QR code of the telephone that is being set up, as an image of its own: the page needs no inline style."""
    if KEY not in request.session:
        raise Http404
    address = second_factor.enrolment(request.user, request.session[KEY]).config_url
    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")


@login_required
@never_cache
@require_POST
def backup_codes(request):
    """New backup codes, shown once."""
    if not user_has_device(request.user):
        raise Http404
    return show_codes(request, second_factor.new_backup_codes(by=Actor.of(request.user)))


def show_codes(request, codes):
    response = render(request, "core/accounts/backup_codes.html", {"title": _("备用码"), "codes": codes})
    response["Cache-Control"] = "no-store"
    return response


class SecondFactorRemove(OwnPage, ActionPage):
    title, form_class, service = gettext_lazy("关闭双重验证"), BackupCodeForm, second_factor.disable
    submit_label = gettext_lazy("关闭双重验证")
    hint = gettext_lazy("关闭以后，只凭密码就能登录。")
    success_message = gettext_lazy("双重验证已关闭。")

    def cancel_url(self):
        return reverse("account")

    def next_url(self, result):
        return self.cancel_url()
