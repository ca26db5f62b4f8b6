"""Reports and claims, to be looked at only."""

from django.contrib import admin

from commitments.fulfilment.models import Claim, ProgressReport
from core.admin_base import ReadOnlyAdmin


@admin.register(ProgressReport)
class ProgressReportAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "agency", "percent", "reported_by", "reported_at")
    list_select_related = ("commitment", "agency", "reported_by")
    search_fields = ("commitment__number",)


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "claimed_on", "claimed_by", "decision", "grade", "decided_by")
    list_filter = ("decision", "grade")
    list_select_related = ("commitment", "claimed_by", "decided_by")
    search_fields = ("commitment__number",)
