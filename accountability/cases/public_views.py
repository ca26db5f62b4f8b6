"""What citizens read: the outcomes of cases that were published. Public entries only."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accountability.cases import queries
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Fact, Mark
from core.pages.tables import Column, Sort
from core.pages.views import DetailPage, ListPage
from core.pages.words import as_date
from core.search.models import PublicEntry
from core.search.queries import find


class PublicCases(ListPage):
    public, model = True, PublicEntry
    title, lead = gettext_lazy("问责结果"), gettext_lazy("没有做到的事由谁负责、怎样处理。姓名依法隐去。")
    search_fields = ("search_text",)
    search_label = gettext_lazy("案由、决定、编号")
    columns = (
        Column(gettext_lazy("案由"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("被问责单位"), "agency.short_name"),
        Column(gettext_lazy("情形"), lambda entry: entry.facts["ground"]),
        Column(gettext_lazy("问责方式"), "state"),
        Column(gettext_lazy("决定日期"), lambda entry: as_date(entry.facts["decided_on"])),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近公布的在前"), ("-updated_at", "-id")),
        "old": Sort(gettext_lazy("最早公布的在前"), ("updated_at", "id")),
    }
    unit = ngettext_lazy("件", "件")
    empty_title, empty_text = gettext_lazy("还没有公布的问责结果"), gettext_lazy("案件办结并决定公布以后，会出现在这里。")

    def queryset(self):
        return queries.public_cases().defer("text", "search_text", "grams")

    def search(self, rows, words):
        return find(rows, words)

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(str(self.title))]


class PublicCase(DetailPage):
    public, model, lookup = True, PublicEntry, "key"
    template_name = "accountability/cases/public.html"

    def setup(self, request, pk):
        super().setup(request, key=f"case:{pk}")

    def queryset(self):
        return queries.public_cases().defer("search_text", "grams")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("问责结果"), reverse("public_cases")), Crumb(self.object.number)]

    def get_context_data(self, **kwargs):
        entry = self.object
        return super().get_context_data(
            kind=entry.number,
            state=Mark(entry.mark, entry.state_words),
            facts=facts(entry),
            proof=latest_entry(entry.key),
            **kwargs,
        )


def facts(entry):
    respondent = entry.facts["respondent"]
    return [
        Fact(_("被问责单位"), entry.agency.name, url=entry.agency.get_absolute_url()),
        Fact(_("被问责人"), respondent or _("单位"), note=entry.facts["respondent_title"]),
        Fact(_("情形"), entry.facts["ground"], note=entry.facts["legal_basis"]),
        Fact(_("决定日期"), as_date(entry.facts["decided_on"])),
    ]
