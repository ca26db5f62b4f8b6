"""Administrators keep the catalogues. Clues and cases are not shown here: a case is seen by its handlers only."""

from django.contrib import admin

from accountability.cases.models import Ground, Measure
from core.admin_base import DomainAdmin


class CatalogueAdmin(DomainAdmin):
    list_display = ("name", "legal_basis", "position", "is_active")
    search_fields = ("name", "code")
    ordering = ("position",)


@admin.register(Ground)
class GroundAdmin(CatalogueAdmin):
    pass


@admin.register(Measure)
class MeasureAdmin(CatalogueAdmin):
    list_display = ("name", "is_public", "legal_basis", "position", "is_active")
