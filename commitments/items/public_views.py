"""What citizens read: the list of guides, and each with its conditions, papers and limits. Public entries only."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.items import queries, shown
from commitments.items.models import ServiceItem
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from core.search.models import PublicEntry
from core.search.queries import find


def newest(entry):
    return entry.facts["versions"][0]["content"]


class ServiceFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("实施机关"), queryset=queries.offering_agencies)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("类型"), choices=ServiceItem.Kind.choices, field_name="facts__kind")


class PublicServices(ListPage):
    public, model, filter_class = True, PublicEntry, ServiceFilter
    template_name = "commitments/items/public_list.html"
    title, lead = gettext_lazy("办事指南"), gettext_lazy("要什么条件，交什么材料，多少天办完，收不收费，到哪里办。")
    search_fields, search_label = ("search_text",), gettext_lazy("事项、材料、编号")
    columns = (
        Column(gettext_lazy("事项"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("实施机关"), "agency.short_name"),
        Column(gettext_lazy("类型"), lambda entry: shown.kind_words(entry.facts["kind"])),
        Column(gettext_lazy("承诺期限"), lambda entry: shown.working_days(newest(entry)["promised_days"])),
        Column(gettext_lazy("收费"), lambda entry: newest(entry)["fee"] or _("不收费")),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近公布的在前"), ("-updated_at", "-id")),
        "old": Sort(gettext_lazy("最早公布的在前"), ("updated_at", "id")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title, empty_text = gettext_lazy("还没有公布的办事指南"), gettext_lazy("各单位公布以后，会出现在这里。")

    def queryset(self):
        return queries.PUBLIC_SERVICES.all()

    def search(self, rows, words):
        return find(rows, words)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(str(self.title))]


class PublicService(DetailPage):
    """The newest version, or the one that `?version=` names."""

    public, model, lookup = True, PublicEntry, "key"
    template_name = "commitments/items/public.html"

    def setup(self, request, pk):
        super().setup(request, key=f"service:{pk}")

    def queryset(self):
        return queries.PUBLIC_SERVICES.all()

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("办事指南"), reverse("public_services")), Crumb(self.object.number)]

    def page_title(self):
        return self.version()["content"]["name"]

    def version(self):
        versions, asked = self.object.facts["versions"], self.request.GET.get("version", "")
        return next((one for one in versions if str(one["number"]) == asked), versions[0])

    def get_context_data(self, **kwargs):
        versions, version = self.object.facts["versions"], self.version()
        content = version["content"]
        return super().get_context_data(
            kind=_("%(kind)s，%(number)s") % {"kind": shown.kind_words(content["kind"]["code"]), "number": self.object.number},
            facts=shown.head_facts(content, self.object.agency.get_absolute_url()),
            content=content,
            materials=shown.materials(content["materials"]),
            where=shown.where_and_how(content),
            participants=shown.participants(content),
            opinion_days=content["opinion_days"] and shown.working_days(content["opinion_days"]),
            versions=shown.version_tabs(versions, version),
            is_old=version is not versions[0],
            proof=latest_entry(self.object.key),
            **kwargs,
        )
