"""The steps of debts and payments; who may not take one reads why."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.debts import queries, services, shown
from commitments.debts.forms import ContactForm, DebtForm, FactsForm, PaymentForm, PublishForm
from commitments.debts.models import Debt, Payment
from core.pages.forms import DecidingForm, ReasonForm
from core.pages.own_agency import ForOwnAgency
from core.pages.parts import Crumb
from core.pages.views import ActionPage


class NewDebt(ForOwnAgency, ActionPage):
    title, submit_label = gettext_lazy("录入欠款"), gettext_lazy("录入，送审核人确认")
    section = "commitments"
    form_class, service = DebtForm, services.enter_debt
    not_a_clerk = gettext_lazy("欠款由欠款单位的经办人录入。")
    hint = gettext_lazy("录入以后由本单位审核人确认；确认以后每一期都是公开的承诺，有自己的期限，债权人的名称不公开。")
    success_message = gettext_lazy("已录入，等审核人确认。")

    def crumbs(self):
        return [Crumb(_("欠款"), reverse("debts")), Crumb(self.title)]

    def cancel_url(self):
        return reverse("debts")


class DebtAction(ActionPage):
    model, object_argument, section = Debt, "debt", "commitments"

    def queryset(self):
        return super().queryset().select_related("agency")

    def crumbs(self):
        return [Crumb(_("欠款"), reverse("debts")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(self.title)]


class AmendDebt(DebtAction):
    title, submit_label = gettext_lazy("修改录入的内容"), gettext_lazy("保存修改")
    form_class, service = FactsForm, services.amend_debt
    hint = gettext_lazy("审核人确认以前可以改，改了什么会记在经过里；确认以后不能再改。已经附上的合同、文书保留，可以再附。")
    success_message = gettext_lazy("已修改，等审核人确认。")
    check = services.check_may_amend

    def get_initial(self):
        return super().get_initial() | shown.typed(self.object)


class CorrectContact(DebtAction):
    title, submit_label = gettext_lazy("更正债权人的联系方式"), gettext_lazy("保存联系方式")
    form_class, service = ContactForm, services.correct_contact
    hint = gettext_lazy("以后的邮件发到新的邮箱。经过里记下谁改了，不记改成什么。")
    success_message = gettext_lazy("联系方式已更正。")
    check = services.check_may_reach

    def get_initial(self):
        return super().get_initial() | {"telephone": self.object.telephone, "email": self.object.email}


class ConfirmDebt(DebtAction):
    title, submit_label, step = gettext_lazy("确认欠款"), gettext_lazy("确认欠款并公开还款期限"), "confirmed"
    form_class, service = DecidingForm, services.confirm_debt
    hint = gettext_lazy("对照合同或者文书核对债权人、本金和还款计划。确认以后不能再改，每一期开始计算期限。")
    success_message = gettext_lazy("已确认，各期已公开并开始计算期限。")

    def version(self):
        """With the plan, which is in rows of its own."""
        return f"{super().version()}/{queries.version_of_plan(self.object)}"


class WithdrawDebt(DebtAction):
    title, submit_label, step = gettext_lazy("撤销欠款"), gettext_lazy("撤销这笔欠款"), "withdrawn"
    form_class, service = ReasonForm, services.withdraw_debt
    hint = gettext_lazy("录入有误、债权人免除或者依法不再偿还的，写明依据。没有付的各期随之撤销。理由不公开。")
    success_message = gettext_lazy("欠款已撤销。")


class PayDebt(DebtAction):
    title, submit_label = gettext_lazy("登记付款"), gettext_lazy("登记付款")
    form_class, service = PaymentForm, services.pay_debt
    success_message = gettext_lazy("付款已登记。请把下面的收款确认码交给债权人。")
    check = services.check_may_pay

    @property
    def hint(self):
        words = _("还差%(owed)s元。先还最早的一期；付清的一期当即申报完成，由督查部门凭凭证核验。登记后不能修改，有误的由审核人冲销。")
        return words % {"owed": f"{self.object.owed:,}"}


class ReversePayment(ActionPage):
    model, object_argument, section = Payment, "payment", "commitments"
    title, submit_label = gettext_lazy("冲销付款"), gettext_lazy("冲销这笔付款")
    form_class, service = ReasonForm, services.reverse_payment
    hint = gettext_lazy("款项退回、登记有误的，写明情况。原来的登记保留，另记一笔负数；还在核验的申报随之退回。")
    success_message = gettext_lazy("付款已冲销。")
    check = services.check_may_reverse

    def queryset(self):
        return super().queryset().select_related("debt__agency", "reversal")

    def crumbs(self):
        debt = self.object.debt
        return [Crumb(_("欠款"), reverse("debts")), Crumb(str(debt), debt.get_absolute_url()), Crumb(self.title)]


class PublishOverdue(ActionPage):
    title, submit_label, section = gettext_lazy("公示年度逾期款项"), gettext_lazy("公示"), "commitments"
    form_class, service = PublishForm, services.publish_overdue
    success_message = gettext_lazy("已公示。")
    check = services.check_may_publish

    @property
    def hint(self):
        last, basis = queries.publication_day(timezone.localdate().year - 1)
        words = _("公示各单位年末逾期没有付给中小企业的合同数量和金额，应于%(day)s前完成（%(basis)s）。公示以后不能修改。")
        return words % {"day": shown.month_and_day(last), "basis": basis}

    def get_initial(self):
        return super().get_initial() | {"year": timezone.localdate().year - 1}

    def crumbs(self):
        return [Crumb(_("欠款"), reverse("debts")), Crumb(self.title)]

    def next_url(self, result):
        return reverse("public_debts")

    def cancel_url(self):
        return reverse("debt_stock")
