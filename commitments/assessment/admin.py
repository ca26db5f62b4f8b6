"""Indicators are edited here; assessments are to be looked at only."""

from django.contrib import admin

from commitments.assessment.models import AssessmentIndicator, YearlyAssessment
from core.admin_base import DomainAdmin, ReadOnlyAdmin


@admin.register(AssessmentIndicator)
class AssessmentIndicatorAdmin(DomainAdmin):
    list_display = ("name", "code", "weight", "measure", "basis", "verification", "year_from", "year_to")

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(YearlyAssessment)
class YearlyAssessmentAdmin(ReadOnlyAdmin):
    list_display = ("year", "agency", "computed_on", "published_on", "state")
    list_filter = ("state",)
    list_select_related = ("agency",)
