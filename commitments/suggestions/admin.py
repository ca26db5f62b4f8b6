from django.contrib import admin

from commitments.suggestions.models import Proposer
from core.admin_base import ReadOnlyAdmin


@admin.register(Proposer)
class ProposerAdmin(ReadOnlyAdmin):
    list_display = ["commitment", "name", "body", "asked_at", "grade", "answered_at"]
    list_filter = ["grade"]
    list_select_related = ["commitment"]
    search_fields = ["commitment__number", "name"]
