from django.contrib import admin

from commitments.visits.models import SiteVisit
from core.admin_base import ReadOnlyAdmin


@admin.register(SiteVisit)
class SiteVisitAdmin(ReadOnlyAdmin):
    list_display = ["commitment", "agency", "visited_on", "place", "verdict", "created_by"]
    list_filter = ["verdict"]
    list_select_related = ["commitment", "agency", "created_by"]
    search_fields = ["commitment__number", "place"]
