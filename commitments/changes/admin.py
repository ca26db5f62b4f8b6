"""The reasons are the administrator's; requests can be looked at."""

from django.contrib import admin

from commitments.changes.models import ChangeRequest, LawfulReason
from core.admin_base import DomainAdmin, ReadOnlyAdmin


@admin.register(LawfulReason)
class LawfulReasonAdmin(DomainAdmin):
    list_display = ("name", "code", "legal_basis", "extension_limit", "verification", "effective_from", "effective_to")
    search_fields = ("name", "code")

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "agency", "reason", "state", "created_at", "decided_at")
    list_filter = ("state", "reason")
    list_select_related = ("commitment", "agency", "reason")
    search_fields = ("commitment__number",)
