"""The doors of this room: the list, the form with its conditions, an application, its steps, its paper."""

from operator import attrgetter

import django_filters
from django.forms import HiddenInput
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import View

from core.deadlines.shown import limit_column
from core.errors import DomainError
from core.evidence.shown import files_of
from core.pages.bands import left_filter, past_year_filter
from core.pages.forms import ReasonForm
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage, ObjectMixin, Page
from core.papers.views import pdf_response
from credit_records.records.models import CreditFile, CreditRecord, FileLook
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook
from credit_records.repair import queries, services, shown
from credit_records.repair.conditions import conditions_of
from credit_records.repair.forms import DecisionForm, LeniencyForm, OpinionForm, RepairForm
from credit_records.repair.models import RepairApplication
from credit_records.repair.papers import paper_of


class RepairFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=RepairApplication.State.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("申请事项"), choices=RepairApplication.Kind.choices)
    left = left_filter(queries.left)
    decided = past_year_filter(gettext_lazy("作出决定"), queries.decided_in)
    # from a credit file's page
    file = django_filters.ModelChoiceFilter(
        field_name="record__file", queryset=lambda request: CreditFile.objects.visible_to(request.user), widget=HiddenInput
    )


class RepairList(ExportLeavesLooks, ListPage):
    model, section, filter_class, record_path = RepairApplication, "records", RepairFilter, "record"
    title = gettext_lazy("信用修复")
    search_fields, search_label = ("record__title", "record__number"), gettext_lazy("记录的标题、编号")
    sorts = {
        "due": Sort(gettext_lazy("快到期的在前"), ("-decided_at", "limit__due_on", "pk")),
        "newest": Sort(gettext_lazy("最近申请的在前"), ("-pk",)),
    }
    unit = ngettext_lazy("件", "件")
    columns = (
        Column(gettext_lazy("记录"), "record.title", note="record.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("申请"), shown.applicant, note="get_kind_display", note_label=gettext_lazy("申请事项")),
        limit_column(gettext_lazy("办理时限"), attrgetter("limit")),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    empty_title = gettext_lazy("没有修复申请")
    empty_text = gettext_lazy("已经纠正的，在记录的页面上申请修复。")

    def queryset(self):
        return queries.with_parts(super().queryset())


class NewRepair(ActionPage):
    """First the conditions, and which is missing; the form only where all are met."""

    model, object_argument, section = CreditRecord, "record", "records"
    kind = RepairApplication.Kind.REPAIR
    title, submit_label = gettext_lazy("申请信用修复"), gettext_lazy("提交申请")
    form_class, service = RepairForm, services.apply_for_repair
    template_name = "credit_records/repair/new.html"
    success_message = gettext_lazy("申请已提交，信用办3个工作日内决定是否受理。")
    check = services.check_applicant

    def queryset(self):
        return super().queryset().with_subject()

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        found = conditions_of(self.object, self.kind)
        return super().get_context_data(checks=shown.conditions(found), is_possible=all(condition.is_met for condition in found), **kwargs)


class NewLeniency(NewRepair):
    kind = RepairApplication.Kind.LENIENCY
    title, form_class, service = gettext_lazy("申请从轻或者免予惩戒"), LeniencyForm, services.apply_for_leniency


class RepairDetail(LeavesLook, DetailPage):
    model, section, record_path = RepairApplication, "records", "record"
    template_name = "credit_records/repair/detail.html"

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        return [Crumb(_("信用记录"), reverse("records")), Crumb(_("信用修复"), reverse("repairs")), Crumb(self.object.record.number)]

    def actions(self):
        return shown.actions(self.object, self.own_steps())

    def others_steps(self):
        """The page names the people instead (`parties`), for those who may know them."""
        return []

    def get_context_data(self, **kwargs):
        application, actor, files = self.object, self.actor(), files_of(self.object)
        return super().get_context_data(
            kind=_("修复申请"),
            state=shown.state_mark(application),
            facts=shown.facts(application, actor),
            files=files,
            what=shown.NOW.get(application.state, ""),
            checks=shown.checks(application, files),
            parties=shown.parties(application, actor),
            moments=shown.moments(application, actor),
            may_see_opinion=actor.oversees,
            paper=paper_of(application),
            **kwargs,
        )


class RepairAction(LeavesLook, ActionPage):
    """One step of one application; who may not take it reads why."""

    model, object_argument, section, record_path = RepairApplication, "application", "records", "record"
    targets = ()

    def queryset(self):
        return queries.with_parts(super().queryset())

    def get(self, request, *args, **kwargs):
        if why := services.refusal_of(self.object, self.targets, self.actor()):
            raise DomainError("refused", why)
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [Crumb(_("信用修复"), reverse("repairs")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class AcceptRepair(RepairAction):
    targets, service = ("accepted",), services.accept_repair
    title = submit_label = gettext_lazy("受理申请")
    success_message = gettext_lazy("已受理，决定的期限开始计算。")


class NotAcceptRepair(RepairAction):
    targets, service, form_class = ("not_accepted",), services.not_accept_repair, ReasonForm
    title = submit_label = gettext_lazy("不予受理")
    hint = gettext_lazy("一次写全缺什么、怎样补。补齐以后可以马上再申请。")
    success_message = gettext_lazy("已决定不予受理，申请的一方会收到理由。")


class ProposeRepair(RepairAction):
    targets, service, form_class = ("proposed",), services.propose_repair, OpinionForm
    title, submit_label = gettext_lazy("提出审查意见"), gettext_lazy("提交，由另一位同事决定")
    success_message = gettext_lazy("审查意见已提交，等另一位同事决定。")


class ReturnRepair(RepairAction):
    targets, service, form_class = ("accepted",), services.return_repair, ReasonForm
    title = submit_label = gettext_lazy("退回重新审查")
    hint, success_message = gettext_lazy("写明为什么不同意、还要核对什么。"), gettext_lazy("已退回，请重新提出审查意见。")


class DecideRepair(RepairAction):
    targets, service, form_class = RepairApplication.OUTCOMES, services.decide_repair, DecisionForm
    title, submit_label = gettext_lazy("决定修复申请"), gettext_lazy("照审查意见决定")
    template_name = "credit_records/objections/decide.html"
    success_message = gettext_lazy("已作出决定，申请的一方会收到通知。")

    def get_context_data(self, **kwargs):
        return super().get_context_data(outcome=self.object.get_outcome_display(), **kwargs)


class RepairPaper(LeavesLook, ObjectMixin, Page, View):
    """The decision as a paper, for whoever sees the application."""

    model, record_path = RepairApplication, "record"

    def get(self, request, *args, **kwargs):
        if (paper := paper_of(self.object)) is None:
            raise Http404
        if request.method == "GET":
            self.leave_looks(FileLook.Way.PAPER)
        return pdf_response(paper)
