"""The two kinds of admin page: reference data that administrators keep, and everything else, which they may only look at."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import IntegrityError
from django.forms import BaseInlineFormSet
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.accounts.models import Role


def is_administrator(user):
    """Whether this user may enter the admin site. A superuser may: somebody has to give the first role."""
    return user.is_active and (user.is_superuser or Actor.of(user).has(Role.ADMINISTRATOR))


class Chooser(AutocompleteSelect):
    """A box to search in, which says so while it is empty."""

    def build_attrs(self, *args, **kwargs):
        return super().build_attrs(*args, **kwargs) | {"data-placeholder": _("请选择")}


class Choosing:
    """Puts the chooser where Django would put its own."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Chooser(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LabelledRows(BaseInlineFormSet):
    """The rows of a table: each control tells its column to those who can't see it."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)


class DomainAdmin(Choosing, admin.ModelAdmin):
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


class DomainInline(Choosing, admin.TabularInline):
    """Rows of reference data that are kept on their parent's page."""

    extra = 0
    formset = LabelledRows

    def has_view_permission(self, request, obj=None):
        return is_administrator(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class ReadOnlyInline(DomainInline):
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission
