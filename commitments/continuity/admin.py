"""What went to whom, and the lists of heads, to be looked at only."""

from django.contrib import admin

from commitments.continuity.models import Handover, Reassignment
from core.admin_base import ReadOnlyAdmin


@admin.register(Reassignment)
class ReassignmentAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "from_agency", "agency", "cause", "route", "state", "moved_on")
    list_filter = ("state", "cause")
    list_select_related = ("commitment", "from_agency", "agency")
    search_fields = ("commitment__number",)


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin):
    list_display = ("agency", "outgoing", "incoming", "as_of", "state")
    list_filter = ("state",)
    list_select_related = ("agency", "outgoing__civil_servant", "outgoing__agency", "incoming__civil_servant", "incoming__agency")
    search_fields = ("agency__name",)
