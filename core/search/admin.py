from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.search.models import PublicEntry


@admin.register(PublicEntry)
class PublicEntryAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "agency", "state", "published_at", "updated_at", "withdrawn_at"]
    list_filter = ["kind", "mark"]
    list_select_related = ["agency"]
    search_fields = ["key", "number", "title"]
