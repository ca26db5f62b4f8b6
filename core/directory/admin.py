from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from core.admin_base import DomainAdmin, DomainInline, LabelledRows
from core.directory.models import Agency, AgencyName, CivilServant, Post, Tenure, normalised_name


class AliasFormSet(LabelledRows):
    def save_new(self, form, commit=True):
        """An agency's own names are among its aliases as soon as it is saved; writing one down once more is no mistake."""
        known = self.instance.names.filter(normalised=normalised_name(form.cleaned_data["name"])).first()
        return known or super().save_new(form, commit)


class AliasInline(DomainInline):
    model, formset = AgencyName, AliasFormSet
    fields = ["name", "note"]


class TenureInline(DomainInline):
    model = Tenure
    autocomplete_fields = ["civil_servant"]


class PostInline(DomainInline):
    model = Post
    autocomplete_fields = ["a_role", "b_role"]


class UnderFilter(admin.SimpleListFilter):
    """An agency and everything below it."""

    title, parameter_name = _("所属"), "under"

    def lookups(self, request, model_admin):
        return [(agency.pk, agency.name) for agency in Agency.objects.filter(children__isnull=False).distinct()]

    def queryset(self, request, queryset):
        chosen = self.value() and self.value().isdecimal() and Agency.objects.filter(pk=self.value()).first()
        return queryset.under(chosen) if chosen else queryset


@admin.register(Agency)
class AgencyAdmin(DomainAdmin):
    list_display = ["name", "short_name", "parent", "level", "credit_code", "dissolved_on"]
    list_filter = [UnderFilter, "level"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "credit_code", "names__name"]
    autocomplete_fields = ["parent", "successor"]
    readonly_fields = ["place"]
    inlines = [AliasInline, TenureInline, PostInline]

    @admin.display(description=_("层级位置"))
    def place(self, agency):
        """All above it, from the top."""
        if not agency.pk:
            return ""
        above = {one.pk: one for one in Agency.objects.above(agency)}
        path, one = [], above[agency.pk]
        while one:
            path.append(one.name)
            one = above.get(one.parent_id)
        return " › ".join(reversed(path))


@admin.register(CivilServant)
class CivilServantAdmin(DomainAdmin):
    list_display = ["name", "agency", "title", "entered_on", "left_on"]
    list_select_related = ["agency"]
    search_fields = ["name", "agency__name"]
    autocomplete_fields = ["agency", "user"]
