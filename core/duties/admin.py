"""Administrators see who does what and who is away; people and their reviewers say so themselves."""

from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.duties.models import Absence


@admin.register(Absence)
class AbsenceAdmin(ReadOnlyAdmin):
    list_display = ["user", "substitute", "starts_on", "ends_on", "cancelled_at"]
    list_select_related = ["user", "substitute"]
    search_fields = ["user__name", "substitute__name"]
