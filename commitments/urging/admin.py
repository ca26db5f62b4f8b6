from django.contrib import admin

from commitments.urging.models import Urge
from core.admin_base import ReadOnlyAdmin


@admin.register(Urge)
class UrgeAdmin(ReadOnlyAdmin):
    list_display = ["commitment", "agency", "ordinal", "urged_by", "urged_at", "state"]
    list_filter = ["state"]
    list_select_related = ["commitment", "agency", "urged_by"]
    search_fields = ["commitment__number", "commitment__title"]
