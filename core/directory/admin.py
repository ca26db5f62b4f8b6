from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.admin_base import DomainAdmin, DomainInline, LabelledRows
from core.directory.forms import CivilServantForm, IdentityNumberForm
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
    """Numbers are typed in and looked up by POST, so that they stand in no address and no log; they are shown masked."""

    form = CivilServantForm
    list_display = ["name", "agency", "title", "masked_identity_number", "entered_on", "left_on"]
    list_select_related = ["agency"]
    search_fields = ["name", "agency__name"]
    autocomplete_fields = ["agency", "user"]
    change_list_template = "admin/core/civilservant/change_list.html"

    @admin.display(description=_("身份证号"))
    def masked_identity_number(self, person):
        return person.masked_identity_number

    def get_urls(self):
        found = path("by-number/", self.admin_site.admin_view(self.by_number), name="core_civilservant_by_number")
        return [found, *super().get_urls()]

    def by_number(self, request):
        """Find somebody by the whole number."""
        form = IdentityNumberForm(request.POST or None)
        if form.is_valid():
            if person := CivilServant.objects.with_identity_number(form.cleaned_data["number"]).first():
                return redirect(reverse("admin:core_civilservant_change", args=[person.pk]))
            messages.warning(request, _now("没有登记这个身份证号的公务员。"))
            return redirect("admin:core_civilservant_by_number")
        context = self.admin_site.each_context(request) | {"form": form, "title": _("按身份证号查找"), "opts": self.opts}
        return render(request, "admin/core/civilservant/by_number.html", context)
