"""What citizens read: the list of published items, and each with its head block. Public entries only."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.deadlines.projection import ShownDeadline
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Fact, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from core.pages.words import as_date
from core.search.models import PublicEntry
from core.search.queries import find
from disclosure.items import queries


def fact_day(name):
    return lambda entry: as_date(entry.facts[name])


def validity_mark(entry):
    return Mark(entry.mark, entry.state_words)


class PublicItemFilter(PageFilter):
    category = django_filters.ChoiceFilter(label=gettext_lazy("主题分类"), choices=queries.category_choices, method="in_category")
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("发文机关"), queryset=queries.publishing_agencies)

    def in_category(self, rows, name, code):
        return rows.filter(facts__category_codes__contains=[code])


class PublicItems(ListPage):
    public, model, filter_class = True, PublicEntry, PublicItemFilter
    title, lead = gettext_lazy("政府信息公开"), gettext_lazy("政府主动公开的文件、数据和结果。每一项都写明应于哪天公开、有没有按期。")
    search_fields = ("search_text",)
    search_label = gettext_lazy("标题、正文、索引号、文号")
    columns = (
        Column(gettext_lazy("标题"), "title", note="number", note_label=gettext_lazy("索引号"), link=True),
        Column(gettext_lazy("主题分类"), lambda entry: entry.facts["category"]),
        Column(gettext_lazy("发文机关"), "agency.short_name"),
        Column(gettext_lazy("成文日期"), fact_day("formed_on")),
        Column(gettext_lazy("发布日期"), fact_day("published_on")),
        Column(gettext_lazy("有效性"), validity_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近更新的在前"), ("-updated_at", "-id")),
        "old": Sort(gettext_lazy("最早更新的在前"), ("updated_at", "id")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title, empty_text = gettext_lazy("还没有公开的事项"), gettext_lazy("各单位公开以后，会出现在这里。")

    def queryset(self):
        return queries.public_entries().defer("text", "search_text", "grams")

    def search(self, rows, words):
        return find(rows, words)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(str(self.title))]


class PublicItem(DetailPage):
    public, model, lookup = True, PublicEntry, "key"
    template_name = "disclosure/items/public.html"

    def setup(self, request, pk):
        super().setup(request, key=f"item:{pk}")

    def queryset(self):
        return queries.public_entries().defer("text", "search_text", "grams")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府信息公开"), reverse("public_items")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        facts, block = self.object.facts, head_block(self.object)
        return super().get_context_data(
            kind=" · ".join(facts["category_names"]),
            state=validity_mark(self.object),
            facts=block[:4],
            more_facts=block[4:],
            text=facts["text"],
            values=[Fact(label, words) for label, words in facts["fields"]],
            deadline=ShownDeadline.of(facts["deadline"]),
            proof=latest_entry(self.object.key),
            **kwargs,
        )


def head_block(entry):
    """The head block that every published document has, in the usual order."""
    facts = entry.facts
    revised = _("%(day)s修订") % {"day": facts["revised_on"]} if facts["revised_on"] else ""
    return [
        Fact(_("索引号"), entry.number),
        Fact(_("主题分类"), facts["category"]),
        Fact(_("发文机关"), entry.agency.name, url=entry.agency.get_absolute_url()),
        Fact(_("成文日期"), as_date(facts["formed_on"])),
        Fact(_("文号"), facts["document_number"] or _("没有文号")),
        Fact(_("发布日期"), as_date(facts["published_on"]), note=revised),
        Fact(_("有效性"), entry.state_words),
    ]
