"""The public doors: every agency's rating, how it came about, and the files with which anyone recomputes it."""

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_GET

from core.directory.models import Agency
from core.ledger.queries import latest_entry
from core.pages.parts import Crumb, Fact, File, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from core.search.models import PublicEntry
from credit_records.ratings import queries, shown
from credit_records.ratings.public import key_of

SCRIPT = "recompute_rating.py"


class PublicFilter(PageFilter):
    district = django_filters.ModelChoiceFilter(
        label=gettext_lazy("上级机构"),
        field_name="agency__parent",
        queryset=lambda request: Agency.objects.filter(children__isnull=False).distinct(),
    )
    level = django_filters.ChoiceFilter(label=gettext_lazy("层级"), field_name="agency__level", choices=Agency.Level.choices)


class PublicRatings(ListPage):
    """The newest official rating of every agency, and the files."""

    public, section = True, "agencies"
    model, filter_class = PublicEntry, PublicFilter
    title = gettext_lazy("机关单位信用评价")
    lead = gettext_lazy("每月、每年评价一次。评分只依据正在公示的信用记录，任何人都能用公开的数据自己算一遍。")
    template_name = "credit_records/ratings/public_list.html"
    search_fields, search_label = ("title",), gettext_lazy("单位名称")
    sorts = {"name": Sort(gettext_lazy("按单位名称"), ("agency__sort_key", "pk"))}
    unit = ngettext_lazy("个单位", "个单位")
    page_size = 30
    columns = (
        Column(gettext_lazy("单位"), "agency.name", link=True),
        Column(gettext_lazy("评价期"), lambda entry: shown.period_words(entry.facts["period"])),
        *(
            Column(shown.dimension_label(name), lambda entry, name=name: shown.number(entry.facts["dimensions"][name]), numeric=True)
            for name in shown.DIMENSIONS
        ),
        Column(gettext_lazy("总分"), lambda entry: entry.facts["score"], numeric=True),
        Column(gettext_lazy("等级"), lambda entry: Mark(entry.mark, grade_words(entry))),
    )
    empty_title = gettext_lazy("还没有公布过评价")
    empty_text = gettext_lazy("评价规则批准以后，每个月、每一年期满的次日公布。")

    def queryset(self):
        return PublicEntry.objects.of_kind("rating").select_related("agency")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(files=public_files(), script=SCRIPT, **kwargs)


def grade_words(entry):
    return _("%(grade)s级") % {"grade": entry.facts["grade"]}


def public_files():
    return [
        File(file.name, reverse("public_rating_file", args=[file.name]), filesizeformat(file.size), file.sha256)
        for file in queries.downloadable()
    ]


class PublicRating(DetailPage):
    """An agency's newest rating and those before: its public entry, nothing else."""

    public, section = True, "agencies"
    model, lookup = PublicEntry, "key"
    template_name = "credit_records/ratings/public.html"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, key=key_of(pk), **kwargs)

    def queryset(self):
        return super().queryset().select_related("agency")

    def crumbs(self):
        agency = self.object.agency
        return [
            Crumb(_("首页"), reverse("home")),
            Crumb(_("机关单位信用评价"), reverse("public_ratings")),
            Crumb(agency.short_name),
        ]

    def get_context_data(self, **kwargs):
        entry, facts = self.object, self.object.facts
        before = facts["before"]
        return super().get_context_data(
            kind=_("信用评价，%(period)s") % {"period": shown.period_words(facts["period"])},
            state=Mark(entry.mark, grade_words(entry)),
            facts=[
                Fact(_("总分"), facts["score"], grade_words(entry)),
                Fact(_("截至"), shown.as_day(facts["as_of"]), _("当天日终")),
                Fact(
                    _("上一次"),
                    before["score"] if before else _("没有"),
                    shown.period_words(before["period"]) if before else "",
                ),
                Fact(_("评价规则"), facts["rule_set"]["title"], _("第%(number)d版") % {"number": facts["rule_set"]["number"]}),
            ],
            chart=shown.dimension_chart(facts["dimensions"], _("五个维度的得分")),
            history=shown.history_chart(facts["history"], _("历次评价的总分")),
            records=PublicEntry.objects.visible_to(AnonymousUser())
            .of_kind("record")
            .filter(agency=entry.agency)
            .order_by("-published_at", "-id"),
            proof=latest_entry(entry.key),
            **kwargs,
        )


@require_GET
def public_file(request, name):
    """One of the newest runs' files."""
    file = queries.downloadable(name).first()
    if file is None:
        raise Http404
    response = FileResponse(file.file.open(), as_attachment=True, filename=file.name, content_type=file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
