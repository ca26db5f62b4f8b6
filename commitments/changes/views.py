"""The doors of lawful change: the list, the form on a commitment, a request with its decision."""

from operator import attrgetter

import django_filters
from django.forms import HiddenInput
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.changes import queries, services, shown
from commitments.changes.forms import ChangeForm, DecisionForm
from commitments.changes.models import ChangeRequest, LawfulReason
from commitments.register.models import Commitment
from commitments.register.views import CommitmentAction
from core.deadlines.shown import limit_column
from core.directory.models import Agency
from core.errors import DomainError
from core.evidence.shown import files_of
from core.pages.course import course
from core.pages.parts import Action, Crumb
from core.pages.tables import Column, PageFilter
from core.pages.views import ActionPage, DetailPage, ListPage


class ChangeFilter(PageFilter):
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=ChangeRequest.State.choices)
    reason = django_filters.ModelChoiceFilter(label=gettext_lazy("变更理由"), queryset=lambda request: LawfulReason.objects.all())
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("申请单位"), queryset=lambda request: Agency.objects.all())
    # from a commitment's page
    commitment = django_filters.ModelChoiceFilter(queryset=lambda request: Commitment.objects.visible_to(request.user), widget=HiddenInput)


class ChangeList(ListPage):
    model, section, filter_class = ChangeRequest, "commitments", ChangeFilter
    title = gettext_lazy("变更申请")
    lead = gettext_lazy("承诺只能因法定理由、经上一级批准变更。换届、机构调整、负责人更替不是理由。")
    search_fields, search_label = ("commitment__title", "commitment__number"), gettext_lazy("承诺的事项、编号")
    columns = (
        Column(gettext_lazy("承诺"), "commitment.title", note="commitment.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("申请单位"), "agency.short_name"),
        Column(gettext_lazy("变更"), shown.what, note="reason.name", note_label=gettext_lazy("变更理由")),
        Column(gettext_lazy("申请时间"), "created_at"),
        limit_column(gettext_lazy("审批期限"), attrgetter("deciding_deadline")),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    unit = ngettext_lazy("件", "件")
    empty_title = gettext_lazy("没有变更申请")
    empty_text = gettext_lazy("需要变更的，由责任单位的经办人在承诺的页面上申请。")

    def queryset(self):
        return queries.with_parts(super().queryset())


class NewChange(CommitmentAction):
    title, submit_label = gettext_lazy("申请依法变更"), gettext_lazy("提交审批")
    template_name = "commitments/changes/new.html"
    form_class, service = ChangeForm, services.propose_change
    success_message = gettext_lazy("已提交上一级审批。批准以前承诺照旧，期限照算。")
    hint = gettext_lazy("只有法定理由才能变更，由上一级批准。批准以前承诺照旧，期限照算。")

    def get(self, request, *args, **kwargs):
        if why := services.why_not_propose(self.object, self.actor()):
            raise DomainError(*why)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {name: getattr(self.object, name) for name in services.WORDS}


class ChangeDetail(DetailPage):
    model, section, template_name = ChangeRequest, "commitments", "commitments/changes/detail.html"
    pages_of_steps = {"withdrawn": "change_withdraw"}

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        return [Crumb(_("变更申请"), reverse("changes")), Crumb(self.object.commitment.number)]

    @cached_property
    def commitment_is_seen(self):
        """The level above decides on it without taking part in the commitment."""
        return Commitment.objects.visible_to(self.request.user).filter(pk=self.object.commitment_id).exists()

    def others_steps(self):
        """The page names the people instead (`parties`)."""
        return []

    def get_context_data(self, **kwargs):
        change, files = self.object, files_of(self.object)
        decides = any(step.target == "approved" for step in self.own_steps())
        url = change.commitment.get_absolute_url() if self.commitment_is_seen else reverse("public_commitment", args=[change.commitment_id])
        return super().get_context_data(
            kind=_("变更申请"),
            state=shown.state_mark(change),
            facts=shown.facts(change),
            changed=shown.rows(change),
            files=files,
            checks=shown.checks(change, files),
            form=self.deciding(DecisionForm) if decides else None,
            panel_action=reverse("change_decide", args=[change.pk]),
            parties=shown.parties(change),
            moments=course(change, {"change_proposed": _("申请变更")}),
            commitment_link=Action(_("看这项承诺"), url),
            **kwargs,
        )


class ChangeAction(ActionPage):
    model, object_argument, section = ChangeRequest, "request", "commitments"

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        return [Crumb(_("变更申请"), reverse("changes")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class DecideChange(ChangeAction):
    title, submit_label, step = gettext_lazy("审批变更"), gettext_lazy("作出审批"), "approved"
    form_class, service, success_message = DecisionForm, services.decide_change, gettext_lazy("审批已作出，申请单位会收到通知。")


class WithdrawChange(ChangeAction):
    title = submit_label = gettext_lazy("撤回申请")
    step, service, success_message = "withdrawn", services.withdraw_change, gettext_lazy("已撤回，承诺照旧。")
    hint = gettext_lazy("撤回以后承诺和期限都照旧，需要时可以再申请。")
