from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.evidence.models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """The list of files, not the files: administrators keep the system, they do not read what it holds."""

    list_display = ["name", "media_type", "size", "sha256", "agency", "uploaded_by", "uploaded_at"]
    list_select_related = ["agency", "uploaded_by"]
    search_fields = ["name", "sha256"]
    exclude = ["file"]
