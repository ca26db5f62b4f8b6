"""Without an account: the yearly publication, and the creditor's answer by the code of a payment."""

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.debts import queries, services, shown
from commitments.debts.forms import AnswerForm, CodeForm
from commitments.debts.models import OverdueYear
from core.directory.models import Agency
from core.pages.by_code import AnswerByCode, FindByCode
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ListPage


class OverdueFilter(PageFilter):
    year = django_filters.NumberFilter(label=gettext_lazy("年度"), min_value=2000, max_value=2200)
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("单位"), queryset=lambda request: Agency.objects.active())


class PublicDebts(ListPage):
    """Of each year and agency: how many papers of small firms were not paid in time, and how much. No creditor is named."""

    public, section = True, "open_data"
    model, title, filter_class = OverdueYear, gettext_lazy("机关拖欠中小企业款项"), OverdueFilter
    template_name = "commitments/debts/public.html"
    columns = (
        Column(gettext_lazy("单位"), "agency.name"),
        Column(gettext_lazy("年度"), "year", numeric=True),
        Column(gettext_lazy("逾期未付合同数"), "count", numeric=True),
        Column(gettext_lazy("逾期未付金额（元）"), "amount", numeric=True),
        Column(gettext_lazy("公示日期"), "published_on"),
    )
    sorts = {
        "amount": Sort(gettext_lazy("最近年度、金额大的在前"), ("-year", "-amount", "pk")),
        "agency": Sort(gettext_lazy("按单位"), ("agency__sort_key", "-year", "pk")),
    }
    unit = ngettext_lazy("条", "条")
    empty_title, empty_text = gettext_lazy("还没有公示"), gettext_lazy("每年公示一次上一年度的情况。")

    def queryset(self):
        return super().queryset().select_related("agency")

    @property
    def lead(self):
        last, basis = queries.publication_day(timezone.localdate().year - 1)
        words = _("上一年度年末逾期没有付给中小企业的合同数量和金额，每年%(day)s前公示。依据：%(basis)s。")
        return words % {"day": shown.month_and_day(last), "basis": basis}

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]


class ByPaymentCode:
    section, title = "open_data", gettext_lazy("确认收款")
    template_name = "commitments/debts/find.html"
    tried, wrong = "payment", gettext_lazy("没有这个确认码，或者已经用过。请核对后重新填写。")
    look_up = services.look_up_payment


class FindPayment(ByPaymentCode, FindByCode):
    """The payment that a code opens: its amount, day and agency, nothing else; and the form to answer it."""

    form_class = CodeForm

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]

    def context_of(self, found, code):
        return {"form": AnswerForm(initial={"code": code}), "facts": shown.creditor_facts(found.payment)}


class AnswerPayment(ByPaymentCode, AnswerByCode):
    submit_label, find_url_name = gettext_lazy("提交答复"), "payment_find"
    form_class, service = AnswerForm, services.answer_payment
    success_message = gettext_lazy("答复已收到，谢谢。确认码已经用过，不能再用。")

    def facts_of(self, found):
        return shown.creditor_facts(found.payment)
