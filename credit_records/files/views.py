"""The staff doors of the credit files: the list, and a file as it stands or stood on a day."""

import django_filters
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.accounts.models import Role
from core.directory.models import Agency
from core.pages.forms import DateField, PageForm
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage
from core.pages.words import day
from credit_records.access.queries import agency_named
from credit_records.access.shown import authorised, latest_looks
from credit_records.files import queries, shown
from credit_records.measures.queries import measures_in_force
from credit_records.ratings.queries import rating_of, ratings_of
from credit_records.records.models import CreditFile
from credit_records.records.services import is_subject
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook

NEWEST = 5  # records of each dimension; the list has all
NEWEST_MEASURES = 10
NEWEST_RATINGS = 12


class FileFilter(PageFilter):
    level = django_filters.ChoiceFilter(label=gettext_lazy("层级"), field_name="agency__level", choices=Agency.Level.choices)


class FileList(ExportLeavesLooks, ListPage):
    model, section = CreditFile, "records"
    title = gettext_lazy("信用档案")
    template_name = "credit_records/files/list.html"
    filter_class = FileFilter
    search_fields = ("agency__name", "agency__short_name", "civil_servant__name")
    search_label = gettext_lazy("单位或者姓名")
    order = ("pk",)
    sorts = {"oldest": Sort(gettext_lazy("先建档的在前"), ("pk",)), "newest": Sort(gettext_lazy("后建档的在前"), ("-pk",))}
    unit = ngettext_lazy("份", "份")
    columns = (
        Column(gettext_lazy("档案"), "subject", note="number", note_label=gettext_lazy("档案号"), link=True),
        Column(gettext_lazy("守信记录"), "good", numeric=True),
        Column(gettext_lazy("失信记录"), "bad", numeric=True),
    )
    empty_title = gettext_lazy("没有可以看的信用档案")
    empty_text = gettext_lazy("只列你能看的档案：本人的、本单位的、已获授权的。因公需要查别的档案，先申请。")
    empty_action = (gettext_lazy("申请查档"), reverse_lazy("query_new"))

    def rows(self):
        return queries.with_counts(super().rows())

    def files_shown(self):
        return self.rows()

    def get_context_data(self, **kwargs):
        return super().get_context_data(sees_all=self.actor().oversees, wanted=wanted(self.request.GET.get("q", "")), **kwargs)


def wanted(words):
    """Where one asks to see what was looked for: with the agency filled in, where the words name one."""
    named = agency_named(words)
    return reverse("query_new") + (f"?agency={named.pk}" if named else "")


class AsOfForm(PageForm):
    on = DateField(label=gettext_lazy("查哪一天"), required=False)


class FileDetail(LeavesLook, DetailPage):
    """A file today, or as it stood at the end of the day `?on=` (X4)."""

    model, section = CreditFile, "records"
    template_name = "credit_records/files/detail.html"
    look_under = ""

    def queryset(self):
        return super().queryset().select_related("agency", "civil_servant__agency")

    def crumbs(self):
        return [Crumb(_("信用档案"), reverse("files")), Crumb(str(self.object))]

    def files_shown(self):
        return self.rows_shown()

    def get_context_data(self, **kwargs):
        form = AsOfForm(self.request.GET)
        on = form.cleaned_data["on"] if form.is_valid() else None
        at = min(on or timezone.localdate(), timezone.localdate())
        return super().get_context_data(
            kind=_("信用档案，截至%(day)s") % {"day": day(at)},
            facts=shown.identity(self.object),
            form=form,
            on=on,
            **self.reader(),
            authorised=authorised(self.object, self.actor()),
            **self.standing(at),
            **latest_looks(self.object, self.request.user),
            **kwargs,
        )

    def reader(self):
        """What is offered to the reader. All disputes of an agency only office and inspection see: a citizen's objection is not told to the agency."""
        is_own, actor = is_subject(self.object, self.actor()), self.actor()
        return {
            "is_own": is_own,
            "may_have_papers": is_own or actor.has(Role.CREDIT_OFFICE),
            "sees_disputes": is_own and self.object.agency_id is None or actor.has(Role.CREDIT_OFFICE, Role.INSPECTOR),
        }

    def standing(self, at):
        """What stood on the day, in a fixed number of statements for however many records."""
        file, is_today = self.object, at == timezone.localdate()
        records = queries.records_in_force(file, at).visible_to(self.request.user)
        read = queries.then(records, at)
        standing, newest = queries.standing(records, at), queries.newest_of_each(records, NEWEST)
        measures = measures_in_force(file, at).visible_to(self.request.user)
        count = measures.count()
        return {
            "figures": shown.figures(file, standing, count, rating_of(file, at)),
            "chart": shown.years_chart(standing, at),
            "groups": shown.groups(newest, read, shown.offered(newest, file, self.actor(), at) if is_today else {}),
            "more": shown.more_links(file, standing) if is_today else [],
            "honours": shown.honour_entries(queries.honours(records, read)[:NEWEST], read),
            "measures": shown.measure_entries(measures[:NEWEST_MEASURES]),
            "more_measures": count - NEWEST_MEASURES,
            "ratings": shown.rating_entries(ratings_of(file).filter(run__as_of__lte=at)[:NEWEST_RATINGS]),
            **self.disputes(read, at),
        }

    def disputes(self, read, at):
        """Objections and repairs as they stood on the day; the lists have those that are left out here."""
        file, user = self.object, self.request.user
        objections = list(queries.objections_on(file, at, user)[: NEWEST + 1])
        repairs = list(queries.repairs_on(file, at, user)[: NEWEST + 1])
        return {
            "objections": shown.objection_entries(objections[:NEWEST], read, at),
            "repairs": shown.repair_entries(repairs[:NEWEST], read, at),
            "more_objections": len(objections) > NEWEST,
            "more_repairs": len(repairs) > NEWEST,
        }
