from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth import forms
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.accounts.actor import Actor
from core.accounts.grants import revoke
from core.accounts.models import Grant, Membership, User
from core.accounts.second_factor import remove_devices
from core.admin_base import DomainAdmin, DomainInline, ReadOnlyAdmin


class NewAccountForm(forms.AdminUserCreationForm):
    class Meta(forms.AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "name", "email"]


class AccountForm(forms.UserChangeForm):
    class Meta(forms.UserChangeForm.Meta):
        model = User


def may_give_roles(request, user):
    """Nobody gives oneself a role: another administrator does, or the superuser who gives the first one."""
    return request.user.is_superuser or user != request.user


class MembershipInline(DomainInline):
    model = Membership
    autocomplete_fields = ["agency"]

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and may_give_roles(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_give_roles(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_give_roles(request, obj)


@admin.register(User)
class AccountAdmin(DomainAdmin, UserAdmin):
    """Accounts are switched off, not deleted: what somebody did stays theirs."""

    form, add_form = AccountForm, NewAccountForm
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email"]}),
        (gettext_lazy("账号"), {"fields": ["is_active", "is_superuser", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "email", "usable_password", "password1", "password2"]})]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["username", "name", "memberships__agency__name"]
    filter_horizontal = []
    inlines = [MembershipInline]
    actions = ["unlock", "remove_second_factor"]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Whoever could set a superuser's password would be one."""
        return super().has_change_permission(request, obj) and (request.user.is_superuser or obj is None or not obj.is_superuser)

    def get_readonly_fields(self, request, obj=None):
        # nobody makes oneself more than one is
        return self.readonly_fields if request.user.is_superuser else [*self.readonly_fields, "is_superuser"]

    @admin.action(description=gettext_lazy("解除登录锁定"), permissions=["change"])
    def unlock(self, request, users):
        for user in users:
            reset(username=user.username)
        self.message_user(request, _("已解除%(count)d个账号的登录锁定。") % {"count": len(users)}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("关闭双重验证（手机丢失）"), permissions=["change"])
    def remove_second_factor(self, request, users):
        users = [user for user in users if self.has_change_permission(request, user)]
        for user in users:
            remove_devices(user)
            self.log_change(request, user, _("关闭双重验证（手机丢失）"))
        words = ngettext("已关闭%(count)d个账号的双重验证。", "已关闭%(count)d个账号的双重验证。", len(users)) % {"count": len(users)}
        self.message_user(request, words, messages.SUCCESS)


@admin.register(Membership)
class MembershipAdmin(DomainAdmin):
    list_display = ["user", "agency", "role", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__username", "user__name", "agency__name"]
    autocomplete_fields = ["user", "agency"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user" and not request.user.is_superuser:
            kwargs["queryset"] = User.objects.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_give_roles(request, obj.user))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or may_give_roles(request, obj.user))


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    list_display = ["user", "permission", "content_type", "object_id", "purpose", "basis", "expires_at", "revoked_at"]
    list_filter = ["permission"]
    list_select_related = ["user", "content_type"]
    search_fields = ["user__username", "user__name", "purpose", "basis"]
    actions = ["take_back"]

    @admin.action(description=gettext_lazy("收回所选授权"), permissions=["view"])
    def take_back(self, request, grants):
        rows = list(grants.filter(revoked_at=None))
        for grant in rows:
            revoke(grant=grant, by=Actor.of(request.user))
        words = ngettext("已收回%(count)d项授权。", "已收回%(count)d项授权。", len(rows)) % {"count": len(rows)}
        self.message_user(request, words, messages.SUCCESS)
