from django.contrib import admin

from commitments.lists.models import YearlyList
from core.admin_base import ReadOnlyAdmin


@admin.register(YearlyList)
class YearlyListAdmin(ReadOnlyAdmin):
    list_display = ["title", "agency", "kind", "year", "state", "announced_on", "assessed_on"]
    list_filter = ["state", "year", "kind"]
    list_select_related = ["agency", "kind"]
    search_fields = ["title", "basis"]
