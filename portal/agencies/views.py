"""The agencies of the city, and the public page of each (C1): what it promised, what it kept, what stands in its credit file."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from commitments.register.outcomes import CHOICES
from core.directory.models import Agency, normalised_name
from core.pages.parts import Crumb, Entry, Fact, Figure, Link, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from core.pages.words import day
from credit_records.access.services import may_ask
from portal.agencies import queries

LABELS = dict(CHOICES)  # the words of the filter that each figure opens


class AgencyFilter(PageFilter):
    level = django_filters.ChoiceFilter(label=gettext_lazy("层级"), choices=Agency.Level.choices, empty_label=gettext_lazy("全部层级"))


class Agencies(ListPage):
    public = True
    model = Agency
    title = gettext_lazy("机关单位")
    lead = gettext_lazy("每个单位答应过什么、办到没有、有没有失信记录。")
    columns = (
        Column(gettext_lazy("单位"), "name", note=lambda agency: agency.parent and agency.parent.short_name, link=True),
        Column(gettext_lazy("层级"), lambda agency: agency.get_level_display()),
        Column(gettext_lazy("公开承诺"), "commitment_count", numeric=True),
        Column(gettext_lazy("逾期或未兑现"), "broken_count", numeric=True),
        Column(gettext_lazy("失信记录"), "bad_record_count", numeric=True),
    )
    filter_class = AgencyFilter
    search_fields = ("names__normalised",)
    search_label = gettext_lazy("单位名称、简称或统一社会信用代码")
    order = ("sort_key",)
    sorts = {"name": Sort(gettext_lazy("按名称"), ("sort_key",)), "level": Sort(gettext_lazy("按层级"), ("level", "sort_key"))}
    unit = ngettext_lazy("个单位", "个单位")
    page_size = 30

    def queryset(self):
        return Agency.objects.active().select_related("parent")

    def rows(self):
        return queries.with_figures(super().rows())

    def search(self, rows, words):
        if not words:
            return rows
        found = Agency.objects.filter(names__normalised__contains=normalised_name(words)).values("pk")
        return rows.filter(pk__in=found) | rows.filter(credit_code=words.upper())


class AgencyPage(DetailPage):
    public = True
    model = Agency
    template_name = "portal/agency.html"

    def queryset(self):
        return Agency.objects.select_related("parent", "successor")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("机关单位"), reverse("agencies")), Crumb(self.object.name)]

    def has_steps(self):
        return False

    def get_context_data(self, **kwargs):
        agency = self.object
        return super().get_context_data(
            kind=agency.get_level_display(),
            facts=facts(agency),
            figures=figures(agency),
            records=[entry(row) for row in queries.newest(agency, "record")],
            commitments=[entry(row) for row in queries.newest(agency, "commitment")],
            items=[entry(row) for row in queries.newest(agency, "item", 5)],
            rating=queries.newest(agency, "rating", 1).first(),
            white_paper=queries.white_paper(agency),
            children=agency.children.active(),
            may_ask=may_ask(agency, self.actor()),
            **kwargs,
        )


def facts(agency):
    head = agency.head
    rows = [
        Fact(_("统一社会信用代码"), agency.credit_code or _("未登记")),
        Fact(_("上级机构"), agency.parent or _("无"), url=agency.parent.get_absolute_url() if agency.parent else ""),
        Fact(
            _("主要负责人"),
            head.civil_servant.name if head else _("未登记"),
            note=_("%(day)s到任") % {"day": day(head.began_on)} if head else "",
        ),
    ]
    if agency.dissolved_on:
        rows.append(
            Fact(_("撤销日期"), agency.dissolved_on, note=agency.successor and _("职能由%(name)s承接") % {"name": agency.successor})
        )
    return rows


def figures(agency):
    counts, commitments = queries.commitment_figures(agency), reverse("public_commitments")
    shown = (
        ("kept", "done", _("按期兑现")),
        ("late", "warn", LABELS["warn"]),
        ("broken", "bad", LABELS["bad"]),
        ("open", "plain", LABELS["plain"]),
    )
    return [
        Figure(
            label,
            counts[name],
            ngettext("项", "项", counts[name]),
            url=f"{commitments}?agency={agency.pk}&mark={mark}",
            mark="" if mark == "plain" else mark,
        )
        for name, mark, label in shown
    ]


def entry(row):
    meta = [
        row.number,
        Mark(row.mark, row.state_words),
        Link(_("期限%(day)s") % {"day": day(row.due_on)}, f"{row.path}#why") if row.due_on else "",
    ]
    return Entry(row.title, row.path, [item for item in meta if item], row.published_at)
