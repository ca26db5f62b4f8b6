"""Without an account: the yearly publication, and the creditor's answer by the code of a payment."""

import django_filters
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import FormView

from commitments.debts import queries, services, shown
from commitments.debts.forms import AnswerForm, CodeForm
from commitments.debts.models import OverdueYear
from core.directory.models import Agency
from core.errors import DomainError
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, ListPage, Page
from core.papers import tries

MOST_WRONG_CODES = 20


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


def blocked(request):
    """Words for an address that has tried too many wrong codes; empty for all others."""
    return _("试错的次数太多了，请过一刻钟再试。") if tries.too_many("payment", request, MOST_WRONG_CODES) else ""


class FindPayment(Page, FormView):
    """The payment that a code opens: its amount, day and agency, nothing else; and the form to answer it."""

    public, section = True, "open_data"
    title, form_class = gettext_lazy("确认收款"), CodeForm
    template_name = "commitments/debts/find.html"

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(self.title)]

    def form_valid(self, form):
        words, code = blocked(self.request), form.cleaned_data["code"]
        found = None if words else services.look_up_payment(code)
        if found is None:
            if not words:
                tries.count("payment", self.request)
            form.add_error("code", words or _("没有这个确认码，或者已经用过。请核对后重新填写。"))
            return self.form_invalid(form)
        context = self.get_context_data(form=AnswerForm(initial={"code": code}), facts=shown.creditor_facts(found.payment))
        response = self.render_to_response(context)
        response["Cache-Control"] = "private, no-store"
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class AnswerPayment(ActionPage):
    public, section = True, "open_data"
    title, submit_label = gettext_lazy("确认收款"), gettext_lazy("提交答复")
    form_class, service = AnswerForm, services.answer_payment
    template_name = "commitments/debts/find.html"
    success_message = gettext_lazy("答复已收到，谢谢。确认码已经用过，不能再用。")

    def get(self, request, *args, **kwargs):
        return redirect("payment_find")

    def crumbs(self):
        return [Crumb(_("首页"), reverse("home")), Crumb(_("确认收款"), reverse("payment_find")), Crumb(_("答复"))]

    def cancel_url(self):
        return reverse("payment_find")

    def next_url(self, result):
        return reverse("payment_find")

    def get_context_data(self, **kwargs):
        found = None if blocked(self.request) else services.look_up_payment(self.request.POST.get("code", ""))
        if found is None:  # also where the answer is missing: a guess is a guess
            tries.count("payment", self.request)
        return super().get_context_data(facts=shown.creditor_facts(found.payment) if found else [], **kwargs)

    def form_valid(self, form):
        if words := blocked(self.request):
            return self.refused(form, DomainError("too_many", words, field="code"))
        return super().form_valid(form)

    def refused(self, form, error):
        if error.code == "no_such_code":
            error = DomainError(error.code, error.message)  # its field is hidden: the words stand above the form
        return super().refused(form, error)
