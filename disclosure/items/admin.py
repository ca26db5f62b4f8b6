"""Administrators keep the category tree; items are written by their agencies, not here."""

from django.contrib import admin

from core.admin_base import DomainAdmin, ReadOnlyAdmin
from disclosure.items.models import Category, Item


@admin.register(Category)
class CategoryAdmin(DomainAdmin):
    list_display = ("name", "parent", "rule_code", "legal_basis", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "code")
    ordering = ("position",)

    def get_readonly_fields(self, request, obj=None):
        """Addresses, open data and documents taken in name it by its code."""
        return ["code"] if obj else []


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ("title", "agency", "category", "index_number", "state")
    list_filter = ("state",)
    list_select_related = ("agency", "category")
    search_fields = ("title", "index_number", "document_number")
