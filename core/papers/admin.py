from django.contrib import admin

from core.admin_base import DomainAdmin, ReadOnlyAdmin
from core.papers.models import IssuedPaper, LetterTemplate


@admin.register(IssuedPaper)
class IssuedPaperAdmin(ReadOnlyAdmin):
    list_display = ["number", "kind", "as_of", "issued_at", "issued_to"]
    search_fields = ["number", "code"]


@admin.register(LetterTemplate)
class LetterTemplateAdmin(DomainAdmin):
    list_display = ["name", "code", "title"]
    search_fields = ["name", "title"]

    def get_readonly_fields(self, request, obj=None):
        """The room that issues the letter names it by its code."""
        return ["code"] if obj else []
