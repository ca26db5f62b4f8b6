"""All public commitments at once: the calendar, as page and as a file to subscribe to, and the comparison of agencies."""

import hashlib
import re
from datetime import date, datetime, time
from urllib.parse import urlencode

import django_filters
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from django.views.generic import TemplateView

from commitments.overview import queries, shown
from commitments.overview.ical import calendar_file
from commitments.register.outcomes import LABELS
from commitments.register.public_filters import AgencyFilter, KindFilter
from commitments.register.shown import public_tabs
from core.ledger.queries import last_entry
from core.pages import export
from core.pages.parts import Crumb
from core.pages.views import Page
from core.pages.words import weekday
from core.search.models import PublicEntry

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
SHOWN_A_DAY = 3
CALENDAR_TYPE = "text/calendar; charset=utf-8"


class CalendarFilter(AgencyFilter, KindFilter):
    """By agency and by kind."""


class ComparisonFilter(KindFilter):
    """By the year in which it falls due, and by kind."""

    year = django_filters.ChoiceFilter(label=gettext_lazy("哪一年到期"), choices=queries.year_choices, method="due_in")

    def due_in(self, rows, name, value):
        return rows.filter(due_on__year=int(value))


class Overview(Page, TemplateView):
    """A page over all public commitments with filters and an export; `name` is its URL name."""

    public, model = True, PublicEntry
    filter_class, name, search_fields, sorts = None, "", (), {}

    def queryset(self):
        return PublicEntry.objects.of_kind("commitment")

    @cached_property
    def filters(self):
        return self.filter_class(self.request.GET or None, queryset=self.visible(), request=self.request)

    @cached_property
    def chosen(self):
        """What is filtered by, for the addresses on the page; nothing of what was not understood."""
        form = self.filters.form
        return {name: value for name, value in form.cleaned_data.items() if value} if form.is_bound and form.is_valid() else {}

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("format", "")
        if not kind:
            return super().get(request, *args, **kwargs)
        if kind not in export.FORMATS:
            raise Http404
        return export.response(kind, self.file_name(), *self.exported())

    def crumbs(self):
        way = [Crumb(_("首页"), reverse("home")), Crumb(_("政府承诺"), reverse("public_commitments"))]
        return [*way, Crumb(public_words(self.name))]

    def get_context_data(self, **kwargs):
        shared = {"tabs": public_tabs(self.name), "filters": self.filters, "page": self}
        return super().get_context_data(**shared, **kwargs)


def public_words(name):
    return next(tab.label for tab in public_tabs(name) if tab.current)


class CommitmentCalendar(Overview):
    """A month: what falls due on each of its days. `?month=2026-10`."""

    name, filter_class = "commitment_calendar", CalendarFilter
    template_name = "commitments/overview/calendar.html"

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def first(self):
        """The first day of the month that is asked for; of this month where there is no such month."""
        return month_of(self.request.GET.get("month", "")) or self.today.replace(day=1)

    def page_title(self):
        return _("%(month)s到期的承诺") % {"month": month_words(self.first)}

    def file_name(self):
        return self.page_title()

    def exported(self):
        labels = [_("日期"), _("星期"), _("承诺"), _("编号"), _("责任单位"), _("状态"), _("网址")]
        rows = queries.due_between(self.filters.qs, self.first, shown.last_of(self.first))
        return labels, (
            [
                one.due_on,
                weekday(one.due_on),
                one.title,
                one.number,
                one.agency.short_name,
                one.state_words,
                f"{settings.SITE_URL}{one.path}",
            ]
            for one in rows.iterator(chunk_size=500)
        )

    def get_context_data(self, **kwargs):
        first = self.first
        before, after = shown.month_after(first, -1), shown.month_after(first, 1)
        found = queries.first_of_each_day(self.filters.qs, first, shown.last_of(first), SHOWN_A_DAY)
        file = reverse("commitment_calendar_file")
        return super().get_context_data(
            weeks=shown.weeks(first, found, self.today, self.chosen),
            weekdays=[date(2024, 1, day) for day in range(1, 8)],  # a week that begins on a Monday
            count=sum(due.count for due in found.values()),
            month=f"{first:%Y-%m}",
            previous=before,
            previous_words=month_words(before),
            following=after,
            following_words=month_words(after),
            is_this_month=first == self.today.replace(day=1),
            without_arrangement=shown.without_arrangement(first.year) and first.year,
            not_understood=self.request.GET.get("month") and not month_of(self.request.GET["month"]),
            subscription=f"{settings.SITE_URL}{file}{query_of(self.chosen)}",
            **kwargs,
        )


def month_of(text):
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_words(first):
    return date_format(first, _("Y年n月"))


def query_of(filters):
    return f"?{urlencode(filters)}" if filters else ""


class CommitmentComparison(Overview):
    """What became of the commitments of each agency, of a year or of all."""

    name, filter_class, sorts = "commitment_comparison", ComparisonFilter, shown.SORTS
    template_name = "commitments/overview/comparison.html"
    title = gettext_lazy("各单位兑现承诺的情况")

    @cached_property
    def sort(self):
        chosen = self.request.GET.get("sort", "")
        return chosen if chosen in shown.SORTS else "name"

    @cached_property
    def found(self):
        return queries.by_agency(self.filters.qs)

    def file_name(self):
        return f"{self.title} {timezone.localdate():%Y-%m-%d}"

    def labels(self):
        return [_("单位"), *LABELS.values(), _("合计"), _("按期兑现率")]

    def exported(self):
        lines = shown.lines(self.found, self.sort, self.chosen)
        return self.labels(), ([line.name, *(cell.value for cell in line.cells), line.rate] for line in lines)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sort=self.sort,
            sort_label=shown.SORTS[self.sort].label,
            labels=self.labels(),
            lines=shown.lines(self.found, self.sort, self.chosen),
            city=shown.all_together(self.found, self.chosen),
            count=len(self.found),
            unit=_("个单位"),
            **kwargs,
        )


def version(request):
    """What the file depends on: everything that was ever published, the day, the language and the filters."""
    last = last_entry()
    told = [last.sequence if last else 0, timezone.localdate(), get_language(), request.GET.urlencode()]
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()}"'


def changed_at(request):
    """The last publication, or the beginning of the day, since the file looks so many days ahead."""
    last, day = last_entry(), timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return max(last.created_at, day) if last else day


@require_safe
@condition(etag_func=version, last_modified_func=changed_at)
def calendar(request):
    """The calendar to subscribe to, filtered as the page is."""
    rows = PublicEntry.objects.visible_to(request.user).of_kind("commitment")
    found = CalendarFilter(request.GET or None, queryset=rows, request=request).qs
    content = calendar_file(queries.for_a_calendar_file(found), _("政府承诺的期限"))
    answer = HttpResponse(content, content_type=CALENDAR_TYPE)
    answer["Content-Disposition"] = 'inline; filename="commitments.ics"'
    return answer
