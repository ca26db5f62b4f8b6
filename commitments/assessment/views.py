"""The staff door of the yearly assessment: computing it, looking behind each figure, publishing it."""

import django_filters
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.assessment import queries, services, shown
from commitments.assessment.forms import BeginForm, PublishForm
from commitments.assessment.models import AssessedCommitment, YearlyAssessment
from core.accounts.models import Role
from core.deadlines.shown import limit_column, live_limit
from core.directory.models import Agency
from core.errors import DomainError
from core.pages import export
from core.pages.course import course
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Action, Crumb, Mark
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage


class AssessmentFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=YearlyAssessment.State.choices)


class Assessments(ListPage):
    model, title, section, filter_class = YearlyAssessment, gettext_lazy("年度考核"), "commitments", AssessmentFilter
    template_name = "commitments/assessment/list.html"
    lead = gettext_lazy("年初公布的，年底逐项算账：各单位得分从承诺来，每个数字都能点开看是哪些承诺。")
    order = ("-year", "-pk")
    columns = (
        Column(gettext_lazy("考核"), str, link=True),
        Column(gettext_lazy("计算日期"), "computed_on"),
        Column(gettext_lazy("公布日期"), "published_on"),
        limit_column(gettext_lazy("公布期限"), live_limit),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    unit = ngettext_lazy("份", "份")
    empty_title, empty_text = gettext_lazy("还没有年度考核"), gettext_lazy("由督查人员发起；指标和权重由管理员设定。")

    def queryset(self):
        return queries.with_parts(super().queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_begin=self.actor().has(Role.SUPERVISOR), **kwargs)


class Begin(ActionPage):
    title, submit_label, section = gettext_lazy("发起年度考核"), gettext_lazy("发起，计算得分"), "commitments"
    form_class, service, object_argument = BeginForm, services.begin, ""
    hint = gettext_lazy("按现在的指标和承诺的情况计算。公布以前可以重新计算，由另一位督查人员公布。")
    check = services.check_may_compute

    def crumbs(self):
        return [Crumb(_("年度考核"), reverse("assessments")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("assessments")


class AssessmentDetail(DetailPage):
    model, section, template_name = YearlyAssessment, "commitments", "commitments/assessment/detail.html"
    pages_of_steps = {"published": "assessment_publish", "discarded": "assessment_discard"}

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        return [Crumb(_("年度考核"), reverse("assessments")), Crumb(str(self.object.year))]

    @cached_property
    def results(self):
        return queries.results(self.object)

    def get(self, request, *args, **kwargs):
        """The table as a file, where one is asked for."""
        kind = request.GET.get("format", "")
        if not kind:
            return super().get(request, *args, **kwargs)
        table = shown.scores_table(self.object, self.results)
        if kind not in export.FORMATS or request.GET.get("table") != table.name:
            raise Http404
        return export.response(kind, str(table.title), table.labels, table.values())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kind=_("年度考核"),
            state=shown.state_mark(self.object),
            facts=shown.facts(self.object),
            limit_shown=live_limit(self.object),
            table=shown.scores_table(self.object, self.results),
            indicators=shown.indicators_table(self.object),
            moments=course(self.object),
            **self.panel(),
            **kwargs,
        )

    def panel(self):
        """What to do now: compute, or have it published by somebody else."""
        assessment, links = self.object, self.actions()
        if assessment.state != "draft" or not self.actor().has(Role.SUPERVISOR):
            return {}
        compute = Action(
            _("重新计算") if assessment.computed_on else _("计算得分"), reverse("assessment_compute", args=[assessment.pk]), primary=False
        )
        if not assessment.computed_on:
            links = [link._replace(primary=False) for link in links if not link.url.endswith("/publish/")]
            return {"what": _("计算得分"), "checks": [], "panel_actions": [compute._replace(primary=True), *links]}
        may_publish = any(link.url.endswith("/publish/") for link in links)
        what = _("核对得分，公布") if may_publish else _("请另一位督查人员核对得分，公布")
        first, rest = (links[:1], links[1:]) if may_publish else ([], [link._replace(primary=False) for link in links])
        return {"what": what, "checks": shown.checks(assessment, self.results), "panel_actions": [*first, compute, *rest]}


class RowFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("单位"), queryset=lambda request: Agency.objects.all())
    indicator = django_filters.ChoiceFilter(label=gettext_lazy("指标"), choices=())
    met = django_filters.ChoiceFilter(
        label=gettext_lazy("做到没有"), choices=[("yes", gettext_lazy("做到")), ("no", gettext_lazy("没有全部做到"))], method="with_met"
    )

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["indicator"].extra["choices"] = indicators

    def with_met(self, rows, name, value):
        return queries.met(rows) if value == "yes" else queries.fell_short(rows)


class AssessedCommitments(ListPage):
    """The commitments behind the figures of one assessment, filtered by agency and indicator: done, and not done."""

    model, section = AssessedCommitment, "commitments"
    template_name = "commitments/assessment/rows.html"
    search_fields, search_label = ("commitment__title", "commitment__number"), gettext_lazy("事项、编号")
    columns = (
        Column(gettext_lazy("承诺"), "commitment.title", note="commitment.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("单位"), "agency.short_name"),
        Column(gettext_lazy("指标"), lambda row: row.indicator_name),
        Column(gettext_lazy("计入"), "counted", numeric=True),
        Column(gettext_lazy("做到"), lambda row: f"{row.met.normalize():f}", numeric=True),
        Column(gettext_lazy("做到没有"), lambda row: Mark("done", _("做到")) if row.is_met else Mark("bad", _("没有全部做到"))),
    )
    sorts = {
        "agency": Sort(gettext_lazy("按单位"), ("agency__sort_key", "indicator", "pk")),
        "old": Sort(gettext_lazy("按登记先后"), ("commitment_id", "pk")),
    }
    unit = ngettext_lazy("项", "项")
    empty_title, empty_text = gettext_lazy("没有可以计入的承诺"), gettext_lazy("换一个单位或者指标看看。")

    @cached_property
    def assessment(self):
        found = YearlyAssessment.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def indicators(self):
        return queries.indicator_names(self.assessment)

    @cached_property
    def found_filters(self):
        return RowFilter(self.request.GET or None, queryset=self.visible(), request=self.request, indicators=self.indicators)

    def filters(self):
        return self.found_filters

    def queryset(self):
        return queries.rows_of(self.assessment, dict(self.indicators))

    def page_title(self):
        return _("%(assessment)s：计入的承诺") % {"assessment": self.assessment}

    def crumbs(self):
        return [
            Crumb(_("年度考核"), reverse("assessments")),
            Crumb(str(self.assessment.year), self.assessment.get_absolute_url()),
            Crumb(_("计入的承诺")),
        ]


class AssessmentAction(ActionPage):
    model, object_argument, section = YearlyAssessment, "assessment", "commitments"

    def crumbs(self):
        return [Crumb(_("年度考核"), reverse("assessments")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class Compute(AssessmentAction):
    title, submit_label = gettext_lazy("计算得分"), gettext_lazy("计算得分")
    form_class, service, success_message = PageForm, services.compute, gettext_lazy("已按今天的情况计算。")
    hint = gettext_lazy("按现在的指标和承诺的情况重新计算，原来算的就不算了。计算的人不能公布。")

    def get(self, request, *args, **kwargs):
        services.check_may_compute(self.actor(), assessment=self.object)
        return super().get(request, *args, **kwargs)


class Publish(AssessmentAction):
    title, submit_label, step = gettext_lazy("公布考核结果和白皮书"), gettext_lazy("公布"), "published"
    form_class, service = PublishForm, services.publish
    success_message = gettext_lazy("已公布：全市的白皮书，各单位的责任白皮书。")
    hint = gettext_lazy("公布以后不再改动。各单位的得分、每个指标计入的承诺都公开。")

    def get(self, request, *args, **kwargs):
        if why := services.why_not_publish(self.object):
            raise DomainError(*why)
        return super().get(request, *args, **kwargs)


class Discard(AssessmentAction):
    title, submit_label, step = gettext_lazy("作废这份考核"), gettext_lazy("作废这份考核"), "discarded"
    form_class, service, success_message = ReasonForm, services.discard, gettext_lazy("已作废。")
