from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.papers.models import IssuedPaper


@admin.register(IssuedPaper)
class IssuedPaperAdmin(ReadOnlyAdmin):
    list_display = ["number", "kind", "as_of", "issued_at", "issued_to"]
    search_fields = ["number", "code"]
