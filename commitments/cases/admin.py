"""Applications, to be looked at only."""

from django.contrib import admin

from commitments.cases.models import Opinion, ServiceCase
from core.admin_base import ReadOnlyAdmin


@admin.register(ServiceCase)
class ServiceCaseAdmin(ReadOnlyAdmin):
    list_display = ("number", "guide", "agency", "received_on", "accepted_on", "state", "outcome")
    list_filter = ("state", "outcome")
    list_select_related = ("guide", "agency")
    search_fields = ("number",)


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    list_display = ("case", "agency", "state", "answered_on")
    list_filter = ("state",)
    list_select_related = ("case", "agency")
    search_fields = ("case__number",)
