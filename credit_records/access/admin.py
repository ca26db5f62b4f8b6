from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from credit_records.access.models import FileQuery
from credit_records.records.models import FileLook


@admin.register(FileQuery)
class FileQueryAdmin(ReadOnlyAdmin):
    list_display = ["number", "file", "created_by", "purpose", "state", "wanted_until"]
    list_select_related = ["file__agency", "file__civil_servant", "created_by"]
    list_filter = ["state", "purpose"]
    search_fields = ["number", "purpose_words"]


@admin.register(FileLook)
class FileLookAdmin(ReadOnlyAdmin):
    list_display = ["looked_at", "file", "user", "under", "purpose", "way"]
    list_select_related = ["file__agency", "file__civil_servant", "user"]
    list_filter = ["under", "way"]
