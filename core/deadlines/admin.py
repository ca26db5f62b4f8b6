from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin_base import ReadOnlyAdmin, ReadOnlyInline
from core.deadlines.models import Deadline, Extension, Pause
from core.directory.models import Agency


class PauseInline(ReadOnlyInline):
    model = Pause


class ExtensionInline(ReadOnlyInline):
    model = Extension


def named(deadline):
    """The deadline, under the name of its rule where administrators may not see what it is about."""
    if deadline.content_type.model_class() not in admin.site._registry:
        deadline.title = deadline.rule.name
    return deadline


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """What has no page of its own here (a clue) is not named by its limit either."""

    list_display = ["about", "responsible", "rule", "due_on", "state", "is_provisional", "failure"]
    list_filter = ["state", "rule__topic", "is_provisional", ("failure", admin.EmptyFieldListFilter)]
    list_select_related = ["agency", "rule", "content_type"]
    search_fields = ["agency__name", "rule__name"]
    readonly_fields = ["others", "explained"]
    # the first three find the row, whose title says what it is about; `others` names the agencies
    exclude = ["content_type", "object_id", "purpose", "other_agency_ids"]
    inlines = [PauseInline, ExtensionInline]

    @admin.display(description=_("事项"), ordering="due_on")
    def about(self, deadline):
        return named(deadline).title

    def get_object(self, request, object_id, from_field=None):
        deadline = super().get_object(request, object_id, from_field)
        return deadline and named(deadline)

    @admin.display(description=_("责任单位"), ordering="agency")
    def responsible(self, deadline):
        return deadline.agency and deadline.agency.short_name

    @admin.display(description=_("怎样算出"))
    def explained(self, deadline):
        return deadline.sentence

    @admin.display(description=_("共同办理的单位"))
    def others(self, deadline):
        return "、".join(agency.short_name for agency in Agency.objects.filter(pk__in=deadline.other_agency_ids))
