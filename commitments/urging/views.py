"""The doors of urging: the map of load, what stands behind its figures, who urges, the list of urges, and urging one or several."""

from operator import attrgetter

import django_filters
from django.contrib import messages
from django.forms import HiddenInput
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import TemplateView

from commitments.register.models import Commitment
from commitments.register.views import CommitmentAction, CommitmentFilter, CommitmentList
from commitments.urging import queries, services, shown
from commitments.urging.forms import MOST, LoadForm, UrgeForm, UrgeManyForm
from commitments.urging.load import LABELS, loads, of_load
from commitments.urging.models import Urge
from core.accounts.models import Role
from core.deadlines.shown import limit_column
from core.directory.areas import areas
from core.directory.models import Agency
from core.errors import DomainError
from core.pages import export
from core.pages.forms import is_key
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter
from core.pages.views import ActionPage, ListPage, Page


class Supervising:
    """For those who look across agencies; everybody else is told so."""

    section = "commitments"

    def get(self, request, *args, **kwargs):
        if not self.actor().oversees:
            raise DomainError("refused", _("督查页面供督查、监察人员和信用办使用；本单位被催办的，在“催办”里看。"))
        return super().get(request, *args, **kwargs)


class Tables:
    """Tables of numbers with their exports: `?table=name&format=csv`."""

    def tables(self):
        """{name: what makes the table}."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        kind, made = request.GET.get("format", ""), self.tables()
        if not kind:
            return super().get(request, *args, **kwargs)
        if kind not in export.FORMATS or request.GET.get("table") not in made:
            raise Http404
        table = made[request.GET["table"]]()
        return export.response(kind, f"{table.title} {timezone.localdate():%Y-%m-%d}", table.labels, table.values())


class LoadMap(Supervising, Tables, Page, TemplateView):
    """One row an agency: how much it has, what is late, who was urged. `area` and `sort` are in the address, and in the name of the export."""

    title, template_name = gettext_lazy("督查负荷"), "commitments/urging/load.html"

    @cached_property
    def areas(self):
        return areas()

    @cached_property
    def chosen(self):
        """(area or "", sort), from the address or from the name of the table that is exported."""
        get = self.request.GET.get
        _name, area, sort = get("table", "").split("-") if get("table", "").count("-") == 2 else ("", get("area", ""), get("sort", ""))
        return area if area in self.areas else "", sort if sort in shown.COLUMNS else shown.FIRST

    @cached_property
    def loads(self):
        area, _sort = self.chosen
        return loads(self.request.user, timezone.localdate(), self.areas[area][1] if area else None)

    def table(self):
        area, sort = self.chosen
        return shown.load_table(self.loads, self.areas, area=area, sort=sort, today=timezone.localdate())

    def area_table(self):
        return shown.area_table(self.loads, self.areas, timezone.localdate())

    def tables(self):
        area, sort = self.chosen
        return {f"load-{area or 'all'}-{sort}": self.table, "areas": self.area_table}

    def get_context_data(self, **kwargs):
        area, sort = self.chosen
        sorts = [(name, shown.COLUMN_LABELS[name]) for name in shown.COLUMNS]
        form = LoadForm({"area": area, "sort": sort}, areas=shown.area_choices(self.areas), sorts=sorts)
        figures = shown.figures(self.loads, timezone.localdate()) if not area else []
        by_area = None if area else self.area_table()
        return super().get_context_data(table=self.table(), by_area=by_area, look=form, figures=figures, **kwargs)


class WhoUrges(Supervising, Tables, Page, TemplateView):
    """Who urges, and who was asked twice."""

    title, template_name = gettext_lazy("谁在催办"), "commitments/urging/people.html"

    def tables(self):
        return shown.urging_tables(self.request.user, timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{f"{name}_table": make() for name, make in self.tables().items()}, **kwargs)


def area_filter(name):
    """By the district to which the agency in the field `name` belongs."""
    return django_filters.ChoiceFilter(
        label=gettext_lazy("区县"),
        choices=lambda: shown.area_choices(areas()),
        method=lambda rows, _name, key: rows.filter(**{f"{name}__in": areas().get(key, ("", []))[1]}),
    )


class LoadFilter(CommitmentFilter):
    area = area_filter("agency")
    load = django_filters.ChoiceFilter(
        label=gettext_lazy("哪些承诺"),
        choices=list(LABELS.items()),
        method=lambda rows, _name, load: of_load(rows, load, timezone.localdate()),
    )


class LoadCommitments(Supervising, CommitmentList):
    """What a figure of the map counts. Those of one agency can be urged together."""

    title, filter_class = gettext_lazy("督查的承诺"), LoadFilter
    template_name = "commitments/urging/commitments.html"
    empty_title, empty_text = gettext_lazy("没有承诺"), ""

    def crumbs(self):
        return [Crumb(_("督查负荷"), reverse("supervision")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        agency = self.request.GET.get("agency", "")
        may_urge = is_key(agency) and self.actor().has(Role.SUPERVISOR)
        query = f"?agency={agency}&load={self.request.GET.get('load', '')}"
        return super().get_context_data(urge_url=reverse("urges_new") + query if may_urge else "", **kwargs)


class UrgeFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("被催办单位"), queryset=lambda request: Agency.objects.all())
    area = area_filter("agency")
    answer = django_filters.ChoiceFilter(
        label=gettext_lazy("答复"), choices=[("waiting", gettext_lazy("还没有答复")), *Urge.State.choices], method="of_answer"
    )
    urged_by = django_filters.ChoiceFilter(label=gettext_lazy("谁催办"), choices=lambda: urgers(), method="of_urger")
    recent = django_filters.ChoiceFilter(label=gettext_lazy("时间"), choices=[("month", gettext_lazy("近30日"))], method="of_time")
    year = django_filters.NumberFilter(field_name="urged_at", lookup_expr="year", min_value=1, max_value=9998, widget=HiddenInput)
    commitment = django_filters.ModelChoiceFilter(queryset=lambda request: Commitment.objects.visible_to(request.user), widget=HiddenInput)

    def of_answer(self, rows, name, answer):
        return rows.waiting() if answer == "waiting" else rows.filter(state=answer)

    def of_urger(self, rows, name, key):
        return rows.filter(urged_by=None if key == "rule" else key)

    def of_time(self, rows, name, value):
        return rows.filter(urged_at__gte=timezone.now() - queries.MONTH)


def urgers():
    return [("rule", _("系统（按规则）")), *queries.urgers()]


class UrgeList(ListPage):
    """An agency sees by what it was urged; those who oversee see all."""

    model, title, filter_class, section = Urge, gettext_lazy("催办"), UrgeFilter, "commitments"
    lead = gettext_lazy("报告进展或者申报完成就是答复。到期没有答复的，按规则催办的由系统再催办一次，同时告知督查部门和上级单位。")
    search_fields, search_label = ("commitment__title", "commitment__number", "letter__number"), gettext_lazy("承诺的事项、编号，公函文号")
    columns = (
        Column(gettext_lazy("承诺"), "commitment.title", note="commitment.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("被催办单位"), "agency.short_name"),
        Column(gettext_lazy("催办"), "urged_at", note=shown.who, note_label=gettext_lazy("谁催办")),
        Column(gettext_lazy("次数"), shown.times, note=shown.letter_number, note_label=gettext_lazy("公函")),
        limit_column(gettext_lazy("答复期限"), attrgetter("limit")),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    unit = ngettext_lazy("次", "次")
    empty_title = gettext_lazy("没有催办")
    empty_text = gettext_lazy("督查人员在承诺的页面上催办，或者系统按规则催办以后，列在这里。")

    def queryset(self):
        return queries.with_parts(super().queryset())


class Urging:
    """What urging one and urging several share: what was urged lately is asked anew before the form is shown again."""

    service, submit_label = services.urge, gettext_lazy("催办")
    section = "commitments"

    def refused(self, form, error):
        """Somebody may have been faster: the form shows what was urged by now."""
        fresh = self.get_form()
        fresh.is_valid()
        return super().refused(fresh, error)

    def next_url(self, result):
        letter = Urge.objects.visible_to(self.request.user).get(pk=result[0].pk).letter
        return letter.get_absolute_url() if letter else self.cancel_url()

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            messages.success(self.request, _("已催办，责任单位收到了通知，答复期限已经开始。"))
        return response


class UrgeOne(Urging, CommitmentAction):
    title, form_class = gettext_lazy("催办"), UrgeForm
    hint = gettext_lazy("责任单位马上收到通知。它报告进展或者申报完成，就是答复。")
    check = services.check_may_urge

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"recent": queries.recent([self.object.pk])}

    def arguments(self, form):
        found = super().arguments(form)
        return found | {"commitments": [found.pop("commitment")]}


class UrgeMany(Urging, ActionPage):
    """Several commitments of one agency: `?agency=3&load=overdue`, as on the list from which one comes."""

    title, form_class = gettext_lazy("催办一个单位的几项承诺"), UrgeManyForm
    hint = gettext_lazy("几项写在一份函里。近期催办过的没有预先选上，要再催办的，选上并在下面勾选。")

    @cached_property
    def agency(self):
        key = self.request.GET.get("agency", "")
        return Agency.objects.filter(pk=key).first() if is_key(key) else None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            services.check_supervises(self.actor())
            if self.agency is None:
                messages.info(request, _("先选一个单位：点它的逾期数，再点“催办这些”。"))
                return redirect("supervision")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def offered(self):
        rows = Commitment.objects.visible_to(self.request.user).filter(agency=self.agency, state__in=Commitment.UNDERWAY)
        load = self.request.GET.get("load", "")
        rows = of_load(rows, load, timezone.localdate()) if load in LABELS else rows
        keys = list(rows.with_deadline().order_by("due_on", "pk").values_list("pk", flat=True)[:MOST])
        return rows.filter(pk__in=keys).prefetch_related("deadlines__rule").order_by("pk")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"offered": self.offered, "recent": queries.recent([row.pk for row in self.offered])}

    def get_initial(self):
        recent = queries.recent([row.pk for row in self.offered])
        return super().get_initial() | {"chosen": [row for row in self.offered if row.pk not in recent]}

    def arguments(self, form):
        found = super().arguments(form)
        return found | {"commitments": list(found.pop("chosen"))}

    def crumbs(self):
        return [Crumb(_("督查负荷"), reverse("supervision")), Crumb(self.title)]

    def page_title(self):
        return _("催办%(agency)s的承诺") % {"agency": self.agency.short_name}

    def cancel_url(self):
        return shown.listed("urges", agency=self.agency.pk)
