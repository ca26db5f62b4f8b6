"""Service items, to be looked at only."""

from django.contrib import admin

from commitments.items.models import GuideVersion, ServiceItem
from core.admin_base import ReadOnlyAdmin


@admin.register(ServiceItem)
class ServiceItemAdmin(ReadOnlyAdmin):
    list_display = ("number", "name", "agency", "kind", "promised_days", "statutory_days", "state")
    list_filter = ("state", "kind")
    list_select_related = ("agency",)
    search_fields = ("number", "name")


@admin.register(GuideVersion)
class GuideVersionAdmin(ReadOnlyAdmin):
    list_display = ("item", "number", "published_on", "published_by")
    list_select_related = ("item", "published_by")
    search_fields = ("name",)
