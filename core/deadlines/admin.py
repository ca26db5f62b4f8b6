from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin_base import ReadOnlyAdmin, ReadOnlyInline
from core.deadlines.models import Deadline, Extension, Pause


class PauseInline(ReadOnlyInline):
    model = Pause


class ExtensionInline(ReadOnlyInline):
    model = Extension


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    list_display = ["title", "responsible", "rule", "due_on", "state", "is_provisional", "failure"]
    list_filter = ["state", "rule__topic", "is_provisional", ("failure", admin.EmptyFieldListFilter)]
    list_select_related = ["agency", "rule"]
    search_fields = ["title", "agency__name"]
    readonly_fields = ["explained"]
    exclude = ["content_type", "object_id", "purpose"]  # these find the row; its title says what it is about
    inlines = [PauseInline, ExtensionInline]

    @admin.display(description=_("责任单位"), ordering="agency")
    def responsible(self, deadline):
        return deadline.agency and deadline.agency.short_name

    @admin.display(description=_("怎样算出"))
    def explained(self, deadline):
        return deadline.sentence
