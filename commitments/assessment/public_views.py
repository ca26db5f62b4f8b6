"""What citizens read of the yearly assessment: the years, the white paper of the city, that of each agency. Public entries only."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views import View

from commitments.assessment.public import CITY, key_of_agency, key_of_year
from commitments.assessment.white_paper import sections, word_paper
from commitments.register.shown import public_tabs
from core.documents.word_letter import render_word
from core.evidence.sniffing import DOCX
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Fact, Mark
from core.pages.tables import Column
from core.pages.views import DetailPage, ListPage, ObjectMixin, Page
from core.pages.words import as_date
from core.search.models import PublicEntry


class PublicAssessments(ListPage):
    public, section = True, "public_commitments"
    model, template_name = PublicEntry, "commitments/register/public_list.html"
    title = gettext_lazy("年度考核和白皮书")
    lead = gettext_lazy("一月公布要办的事，十二月公布办成了没有。每个得分都能看到是哪些承诺，自己也能算一遍。")
    order = ("-updated_at", "-id")
    columns = (
        Column(gettext_lazy("白皮书"), "title", link=True),
        Column(gettext_lazy("年度"), lambda entry: entry.facts["year"], numeric=True),
        Column(gettext_lazy("计入的单位"), lambda entry: len(entry.facts["agencies"]), numeric=True),
        Column(gettext_lazy("公布日期"), lambda entry: as_date(entry.facts["published_on"])),
    )
    unit = ngettext_lazy("份", "份")
    empty_title, empty_text = gettext_lazy("还没有公布年度考核"), gettext_lazy("每年十二月公布当年的考核和白皮书。")

    def queryset(self):
        rows = PublicEntry.objects.of_kind("assessment").filter(facts__scope=CITY)
        return rows.select_related("agency").defer("text", "search_text", "grams")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=public_tabs("public_assessments"), **kwargs)


class OfTheCity:
    """The public entry of a year."""

    public, section, model, lookup = True, "public_commitments", PublicEntry, "key"

    def setup(self, request, **kwargs):
        super().setup(request, key=self.key(**kwargs), **kwargs)

    def key(self, year):
        return key_of_year(year)

    def queryset(self):
        return PublicEntry.objects.of_kind("assessment").select_related("agency").defer("text", "search_text", "grams")


class OfAnAgency(OfTheCity):
    """The public entry of a year and an agency."""

    def key(self, year, pk):
        return key_of_agency(year, pk)


class WhitePaper(OfTheCity, DetailPage):
    template_name = "commitments/assessment/white_paper.html"

    def crumbs(self):
        year = str(self.object.facts["year"])
        return [Crumb(_("首页"), reverse("home")), Crumb(_("年度考核"), reverse("public_assessments")), Crumb(year)]

    def head_facts(self):
        facts = self.object.facts
        return [
            Fact(_("组织考核的单位"), facts["office"]["name"]),
            Fact(_("计算日期"), as_date(facts["computed_on"])),
            Fact(_("公布日期"), as_date(facts["published_on"])),
        ]

    def word_url(self):
        return reverse("public_assessment_word", args=[self.object.facts["year"]])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kind=_("年度考核"),
            state=Mark(self.object.mark, self.object.state_words),
            facts=self.head_facts(),
            sections=sections(self.object.facts),
            word_url=self.word_url(),
            proof=latest_entry(self.object.key),
            **kwargs,
        )


class AgencyPaper(OfAnAgency, WhitePaper):
    def crumbs(self):
        facts = self.object.facts
        year = Crumb(str(facts["year"]), self.city_url())
        return [
            Crumb(_("首页"), reverse("home")),
            Crumb(_("年度考核"), reverse("public_assessments")),
            year,
            Crumb(facts["agency"]["short_name"]),
        ]

    def head_facts(self):
        agency = self.object.facts["agency"]
        return [Fact(_("单位"), agency["name"], "", reverse("agency", args=[agency["id"]])), *super().head_facts()]

    def city_url(self):
        return reverse("public_assessment", args=[self.object.facts["year"]])

    def word_url(self):
        facts = self.object.facts
        return reverse("public_assessment_agency_word", args=[facts["year"], facts["agency"]["id"]])

    def get_context_data(self, **kwargs):
        return super().get_context_data(city_url=self.city_url(), **kwargs)


class WordPaper(OfTheCity, ObjectMixin, Page, View):
    """The same as a Word document."""

    def get(self, request, **kwargs):
        answer = HttpResponse(render_word(word_paper(self.object)), content_type=DOCX)
        answer.headers["Content-Disposition"] = content_disposition_header(True, f"{self.object.title}.docx")
        return answer


class AgencyWordPaper(OfAnAgency, WordPaper):
    pass
