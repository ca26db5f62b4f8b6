"""The admin site: for administrators only, entered through the portal's own sign-in page."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin import apps
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _


class PortalAdmin(admin.AdminSite):
    index_title = _("系统管理")

    def register(self, model_or_iterable, admin_class=None, **options):
        """The portal's own tables. What packages keep for themselves (failed sign-ins, second factors, the timetable) nobody edits."""
        from core.admin_base import DomainAdmin

        if issubclass(admin_class or object, DomainAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request):
        # settings name this module before any model can be imported
        from core.admin_base import is_administrator

        return is_administrator(request.user)

    def admin_view(self, view, cacheable=False):
        """For whoever is signed in and no administrator the site does not exist."""
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, guarded)

    def login(self, request, extra_context=None):
        """The portal's sign-in page counts failures and asks for the second factor; there is no second one."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        if request.user.is_authenticated:
            return redirect("admin:index")
        # settings name this module before any model can be imported
        from django.contrib.auth.views import redirect_to_login

        return redirect_to_login(request.GET.get("next", request.path))


class AdminConfig(apps.AdminConfig):
    default_site = "core.admin_site.PortalAdmin"
