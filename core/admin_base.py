"""The two kinds of admin page: reference data that administrators keep, and everything else, which they may only look at."""

from django.contrib import admin, messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.models import Role


def is_administrator(user):
    """Whether this user may enter the admin site. A superuser may: somebody has to give the first role."""
    return user.is_active and (user.is_superuser or Actor.of(user).has(Role.ADMINISTRATOR))


class DomainAdmin(admin.ModelAdmin):
    """Reference data: the administrator's role decides, not permissions that somebody ticked."""

    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request):
        return is_administrator(request.user)

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)

    def has_add_permission(self, request):
        return is_administrator(request.user)

    def has_change_permission(self, request, obj=None):
        return is_administrator(request.user)

    def has_delete_permission(self, request, obj=None):
        return is_administrator(request.user)

    def changeform_view(self, request, *args, **kwargs):
        """What the form could not know and the database refuses (two new rows that exclude each other, say) is said, not a server error."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            messages.error(request, _("没有保存：有重复或互相矛盾的行，请检查后再试。"))
            return redirect(request.get_full_path())


class ReadOnlyAdmin(DomainAdmin):
    """Shows everything, changes nothing: what services write, nobody edits by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DomainInline(admin.TabularInline):
    """Rows of reference data that are kept on their parent's page."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class ReadOnlyInline(DomainInline):
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission
