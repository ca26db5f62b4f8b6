"""The steps of contracts, and what a clerk enters while one runs; who may not reads why."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commitments.contracts import services
from commitments.contracts.forms import ClaimDutyForm, ContractForm, DayForm, SettlementForm, StageForm
from commitments.contracts.models import Contract, ContractDuty, ContractStage
from core.pages.forms import DecidingForm, ReasonForm
from core.pages.own_agency import ForOwnAgency
from core.pages.parts import Crumb
from core.pages.views import ActionPage


class NewContract(ForOwnAgency, ActionPage):
    title, submit_label = gettext_lazy("录入合同"), gettext_lazy("录入，送审核人确认")
    section = "commitments"
    form_class, service = ContractForm, services.enter_contract
    not_a_clerk = gettext_lazy("合同由签约单位的经办人录入。")
    hint = gettext_lazy("录入以后由本单位审核人确认生效；生效以后每一项义务都是公开的承诺，有自己的期限，相对方的名称不公开。")
    success_message = gettext_lazy("已录入。写明各环节的责任人，等审核人确认生效。")

    def crumbs(self):
        return [Crumb(_("政府合同"), reverse("contracts")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("contracts")


class ContractAction(ActionPage):
    model, object_argument, section = Contract, "contract", "commitments"

    def queryset(self):
        return super().queryset().select_related("agency", "kind")

    def contract(self):
        return self.object

    def crumbs(self):
        contract = self.contract()
        return [Crumb(_("政府合同"), reverse("contracts")), Crumb(str(contract), contract.get_absolute_url()), Crumb(self.page_title())]


class ConfirmContract(ContractAction):
    title, submit_label, step = gettext_lazy("确认合同生效"), gettext_lazy("确认生效并公开义务"), "in_force"
    form_class, service = DecidingForm, services.confirm_contract
    hint = gettext_lazy("对照合同文本核对相对方、金额和每一项义务。生效以后不能再改，每一项义务开始计算期限。")
    success_message = gettext_lazy("合同已生效，各项义务已公开并开始计算期限。")


class PerformContract(ContractAction):
    title, submit_label, step = gettext_lazy("登记履行完毕"), gettext_lazy("登记履行完毕"), "performed"
    form_class, service = ReasonForm, services.perform_contract
    hint = gettext_lazy("全部义务核验以后登记。写明验收、结算的情况。")
    success_message = gettext_lazy("合同已履行完毕。")


class BreachContract(ContractAction):
    title, submit_label, step = gettext_lazy("登记违约"), gettext_lazy("登记违约"), "breached"
    form_class, service = ReasonForm, services.breach_contract
    hint = gettext_lazy("写明哪一方违约、违反了哪一项约定。本单位的义务逾期或者没有做到的，系统自动标明违约。")
    success_message = gettext_lazy("已登记违约。")


class SettleContract(ContractAction):
    title, submit_label, step = gettext_lazy("登记和解"), gettext_lazy("登记和解"), "settled"
    form_class, service = SettlementForm, services.settle_contract
    hint = gettext_lazy("写明违约怎样处理：继续履行、补救或者赔偿，附和解文书。没有办完的义务先办完、核验。")
    success_message = gettext_lazy("已登记和解。")


class TerminateContract(ContractAction):
    title, submit_label, step = gettext_lazy("终止合同"), gettext_lazy("终止这份合同"), "terminated"
    form_class, service = ReasonForm, services.terminate_contract
    hint = gettext_lazy("录入有误、协议解除或者依法解除的，写明依据。没有办的义务随之撤销，期限停止计算。理由不公开。")
    success_message = gettext_lazy("合同已终止。")


class Kept(ContractAction):
    """What only a clerk of the agency enters, as long as the contract has not ended."""

    def get(self, request, *args, **kwargs):
        services.check_may_keep(self.contract(), self.actor())
        return super().get(request, *args, **kwargs)


class EnterDay(Kept):
    title, submit_label = pgettext_lazy("去做", "登记日期"), gettext_lazy("登记，不能再改")
    form_class, service = DayForm, services.enter_day
    hint = gettext_lazy("每个日期只登记一次，登记后不能修改。政府采购的法定期限从登记的日期起自动计算，办到的自动办结。")
    success_message = gettext_lazy("已登记。")

    def get(self, request, *args, **kwargs):
        found = super().get(request, *args, **kwargs)  # first who may enter anything
        services.check_days_are_open(self.object)
        return found

    def get_form_kwargs(self):
        field = self.object._meta.get_field
        return super().get_form_kwargs() | {"events": [(name, field(name).verbose_name) for name in services.open_days(self.object)]}


class UpdateStage(Kept):
    model, object_argument = ContractStage, "stage"
    submit_label = gettext_lazy("保存")
    form_class, service = StageForm, services.update_stage
    success_message = gettext_lazy("已保存。")

    def queryset(self):
        return ContractStage.objects.select_related("contract__agency", "contract__kind")

    def contract(self):
        return self.object.contract

    def page_title(self):
        return _("环节：%(name)s") % {"name": self.object.name}

    def get_initial(self):
        return super().get_initial() | {name: getattr(self.object, name) for name in StageForm.base_fields if name != "seen"}


class ClaimDuty(ContractAction):
    model, object_argument = ContractDuty, "duty"
    title, submit_label = gettext_lazy("申报义务已履行"), gettext_lazy("申报，送督查部门核验")
    form_class, service = ClaimDutyForm, services.claim_duty
    success_message = gettext_lazy("已申报，等督查部门核验。")

    hint = gettext_lazy("写明哪天做到、做到什么程度。督查部门凭佐证材料核验，核验以前可以退回补充。")
    check = services.check_may_claim

    def queryset(self):
        return ContractDuty.objects.select_related("contract__agency", "contract__kind", "commitment")

    def contract(self):
        return self.object.contract
