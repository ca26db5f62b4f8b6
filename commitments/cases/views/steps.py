"""The steps of an application; who may not take one reads why."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commitments.cases import forms, queries, services, shown
from commitments.cases.models import Opinion, ServiceCase
from core.accounts.models import Role
from core.deadlines.forms import ExtendForm
from core.deadlines.shown import extended_so_far
from core.errors import DomainError
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Crumb
from core.pages.views import ActionPage

SECTION = "commitments"


class OpenCase(ActionPage):
    title, submit_label, section = gettext_lazy("收件"), gettext_lazy("收件，发查询码"), SECTION
    form_class, service = forms.OpenForm, services.open_case
    hint = gettext_lazy("谁收的件谁是首问责任人，一直负责到转交为止。材料齐全的，收件后当场受理。")
    success_message = gettext_lazy("已收件。请把查询码交给申请人。")

    def get(self, request, *args, **kwargs):
        if not self.actor().has(Role.CLERK):
            raise DomainError("refused", _("申请由窗口的经办人收件。"))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"guides": queries.guides()}

    def crumbs(self):
        return [Crumb(_("办件"), reverse("service_cases")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("service_cases")


class CaseAction(ActionPage):
    model, object_argument, section = ServiceCase, "case", SECTION

    def queryset(self):
        return super().queryset().select_related("agency", "guide__item", "responsible")

    def crumbs(self):
        return [Crumb(_("办件"), reverse("service_cases")), Crumb(self.object.number, self.object.get_absolute_url()), Crumb(self.title)]


class AcceptCase(CaseAction):
    title, submit_label, step = gettext_lazy("受理"), gettext_lazy("受理，开始计算期限"), "accepted"
    form_class, service = PageForm, services.accept_case
    hint = gettext_lazy("材料齐全、符合法定形式的，应当受理；当场能办结的当场办结。")
    success_message = gettext_lazy("已受理。请告诉申请人哪天办完。")


class NotifyMissing(CaseAction):
    title, submit_label = gettext_lazy("一次性告知补正"), gettext_lazy("告知申请人")
    form_class, service = forms.MissingForm, services.notify_missing
    check = services.check_may_notify
    hint = gettext_lazy(
        "缺什么一次说全：只能要求补正这一次，第二次会被系统拒绝并留下线索（《行政许可法》第三十二条）。书面告知书同时交给申请人。"
    )
    success_message = gettext_lazy("已告知。申请人补齐的当天受理。")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"names": [row["name"] for row in self.object.guide.materials]}


class SupplyPapers(CaseAction):
    title, submit_label = gettext_lazy("登记补正的材料"), gettext_lazy("登记")
    form_class, service = forms.SuppliedForm, services.supply_papers
    check = services.check_may_supply
    hint = gettext_lazy("补齐的，今天就受理，期限从明天起算。还缺的等申请人再交，不用再告知。")
    success_message = gettext_lazy("已登记。")

    def get_form_kwargs(self):
        notice = queries.missing_papers_of(self.object)
        return super().get_form_kwargs() | {"names": notice.still_missing if notice else []}


class RefuseAcceptance(CaseAction):
    title, submit_label, step = gettext_lazy("不予受理"), gettext_lazy("不予受理"), "not_accepted"
    form_class, service = ReasonForm, services.refuse_acceptance
    hint = gettext_lazy("只限依法不需要许可，或者不属于本单位职权的；后一种要写明该找哪个单位。申请人看得到。")
    success_message = gettext_lazy("已办理。请把书面凭证交给申请人。")


class ProposeDecision(CaseAction):
    title, submit_label, step = gettext_lazy("送审批"), gettext_lazy("送审批"), "proposed"
    form_class, service = ReasonForm, services.propose_decision
    hint = gettext_lazy("写明审查了什么，建议怎样决定。只有工作人员看得到。")
    success_message = gettext_lazy("已送审批。")


class SendBack(CaseAction):
    title, submit_label = gettext_lazy("退回继续审查"), gettext_lazy("退回")
    form_class, service = ReasonForm, services.send_back
    step = "accepted"
    hint = gettext_lazy("写明还要查什么。期限照算。")
    success_message = gettext_lazy("已退回。")


class DecideCase(CaseAction):
    title, submit_label, step = gettext_lazy("作出决定"), gettext_lazy("作出决定"), "decided"
    form_class, service = forms.DecideForm, services.decide_case
    template_name = "commitments/cases/decide.html"
    success_message = gettext_lazy("已作出决定，请在期限内送达。")

    def get_context_data(self, **kwargs):
        return super().get_context_data(opinions=shown.opinions(queries.with_everything(self.visible()).get(pk=self.object.pk)), **kwargs)


class DeliverCase(CaseAction):
    title, submit_label, step = pgettext_lazy("交给申请人", "送达"), gettext_lazy("已送达"), "delivered"
    form_class, service = forms.DeliverForm, services.deliver_case
    success_message = gettext_lazy("已送达，这件办结了。")


class PauseCase(CaseAction):
    title, submit_label, step = gettext_lazy("中止计时"), gettext_lazy("从明天起中止计时"), "paused"
    form_class, service = forms.PauseForm, services.pause_case
    hint = gettext_lazy("只有下面这些所需时间不计算在内（《行政许可法》第四十五条）。写明事由和大约多久，书面告知申请人。")
    success_message = gettext_lazy("已中止计时，申请人在查询页面看得到。")


class ResumeCase(CaseAction):
    title, submit_label, step = gettext_lazy("恢复计时"), gettext_lazy("从明天起恢复计时"), "accepted"
    form_class, service = PageForm, services.resume_case
    hint = gettext_lazy("听证、检测、鉴定、评审等结束的当天办理。")
    success_message = gettext_lazy("已恢复计时。")


class ExtendCase(CaseAction):
    title, submit_label = gettext_lazy("延长期限"), gettext_lazy("批准延长")
    form_class, service = ExtendForm, services.extend_case
    hint = gettext_lazy("由机关负责人批准，写明理由；理由申请人看得到。逾期以后不能再延长。")
    success_message = gettext_lazy("期限已延长，申请人在查询页面看得到理由。")
    check = services.check_may_extend

    def version(self):
        return extended_so_far(self.object)


class ToPerson(CaseAction):
    title, submit_label = gettext_lazy("转给同事"), gettext_lazy("转交")
    form_class, service = forms.ToPersonForm, services.hand_over_to_person
    check = services.check_may_hand_over
    hint = gettext_lazy("转交以后由同事负责，期限也在同事的待办里。申请人看得到责任人是谁。")
    success_message = gettext_lazy("已转交。")

    def get(self, request, *args, **kwargs):
        found = super().get(request, *args, **kwargs)
        if not queries.colleagues(self.object).exists():
            raise DomainError("nobody", _("承办单位没有别的经办人，现在没有人可以转交。先请系统管理员登记一位。"))
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"colleagues": queries.colleagues(self.object)}


class ToAgency(CaseAction):
    title, submit_label = gettext_lazy("转给其他单位"), gettext_lazy("转交")
    form_class, service = forms.ToAgencyForm, services.hand_over_to_agency
    check = services.check_may_hand_over_to_agency
    hint = gettext_lazy("选申请人真正要办的事项。收件日期不变，期限不重新计算。")
    success_message = gettext_lazy("已转交。")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"guides": queries.guides().exclude(item__agency=self.object.agency_id)}


class WithdrawCase(CaseAction):
    title, submit_label, step = gettext_lazy("申请人撤回"), gettext_lazy("登记撤回"), "withdrawn"
    form_class, service = ReasonForm, services.withdraw_case
    hint = gettext_lazy("写明申请人什么时候、怎样提出撤回。申请人看得到。")
    success_message = gettext_lazy("已撤回。")


class AnswerOpinion(ActionPage):
    model, object_argument, section = Opinion, "opinion", SECTION
    title, submit_label = gettext_lazy("答复并联审批"), gettext_lazy("答复")
    form_class, service = forms.AnswerForm, services.answer_opinion
    hint = gettext_lazy("到期没有答复的，视为同意。")
    success_message = gettext_lazy("已答复。")
    check = services.check_may_answer

    def queryset(self):
        return super().queryset().select_related("case__guide", "agency")

    def crumbs(self):
        case = self.object.case
        return [Crumb(_("办件"), reverse("service_cases")), Crumb(case.number, case.get_absolute_url()), Crumb(self.title)]
