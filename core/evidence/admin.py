from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.evidence.models import Evidence, Photo


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """The list of files, not the files: administrators keep the system, they do not read what it holds."""

    list_display = ["name", "media_type", "size", "sha256", "agency", "uploaded_by", "uploaded_at"]
    list_select_related = ["agency", "uploaded_by"]
    search_fields = ["name", "sha256"]
    exclude = ["file"]


@admin.register(Photo)
class PhotoAdmin(ReadOnlyAdmin):
    """The photos that everybody may see, and those that were taken down, with the reason."""

    list_display = ["words", "width", "height", "sha256", "created_at", "taken_down_at", "taken_down_reason"]
    search_fields = ["words", "sha256"]
    exclude = ["file"]
