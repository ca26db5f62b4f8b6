"""The lists of debts and payments, the page of each, and the stock by agency and year."""

import django_filters
from django.forms import HiddenInput
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.generic import TemplateView

from commitments.debts import queries, services, shown
from commitments.debts.forms import AsOfForm
from commitments.debts.models import WATCHERS, CreditorAnswer, Debt, Payment
from core.directory.models import Agency
from core.errors import DomainError
from core.evidence.shown import files_of
from core.pages import export
from core.pages.parts import Action, Crumb, Tab
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage, Page

FIRST_YEAR, LAST_YEAR = 2000, 2200


class YearFilter(django_filters.NumberFilter):
    """The rows that meet `condition(year)`, behind a figure of the stock."""

    def __init__(self, *, condition, **kwargs):
        super().__init__(widget=HiddenInput, min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)
        self.condition = condition

    def filter(self, rows, value):
        return rows if value is None else self.condition(rows, int(value))


class DebtFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("欠款单位"), queryset=lambda request: Agency.objects.active())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Debt.State.choices)
    creditor_kind = django_filters.ChoiceFilter(label=gettext_lazy("债权人类型"), choices=Debt.CreditorKind.choices)
    overdue = django_filters.BooleanFilter(label=gettext_lazy("逾期未付"), method="late")
    booked = YearFilter(condition=lambda rows, year: rows.filter(queries.booked_in(year)))
    withdrawn = YearFilter(condition=lambda rows, year: rows.filter(queries.withdrawn_in(year)))
    owed = YearFilter(condition=queries.owed_when_began)

    def late(self, rows, name, value):
        return rows if value is None else rows.filter(is_overdue=value)


class DebtList(ListPage):
    model, title, filter_class, section = Debt, gettext_lazy("欠款"), DebtFilter, "commitments"
    template_name = "commitments/debts/list.html"
    search_fields, search_label = ("number", "creditor", "paper_name", "paper_number"), gettext_lazy("编号、债权人、文书")
    columns = (
        Column(gettext_lazy("欠款"), "number", note="creditor", note_label=gettext_lazy("债权人"), link=True),
        Column(gettext_lazy("欠款单位"), "agency.short_name"),
        Column(gettext_lazy("本金（元）"), "principal", numeric=True),
        Column(gettext_lazy("已付（元）"), "paid", numeric=True),
        Column(gettext_lazy("还欠（元）"), "owed", numeric=True),
        Column(gettext_lazy("应付清"), "due_on", why=shown.why),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    sorts = {
        "new": Sort(gettext_lazy("最近录入的在前"), ("-pk",)),
        "due": Sort(gettext_lazy("先到期的在前"), ("due_on", "pk")),
        "large": Sort(gettext_lazy("本金大的在前"), ("-principal", "pk")),
    }
    unit = ngettext_lazy("笔", "笔")
    empty_title, empty_text = gettext_lazy("还没有欠款"), gettext_lazy("按合同、判决或者裁决欠着的款项，由经办人录入。")

    def queryset(self):
        return super().queryset().with_overdue().select_related("agency")

    def get_context_data(self, **kwargs):
        sums = queries.sums_of(self.rows())
        return super().get_context_data(
            figures=shown.figures(sums, shown.link("debts", overdue="true")), may_enter=services.may_enter(self.actor()), **kwargs
        )


class DebtDetail(DetailPage):
    model, template_name, section = Debt, "commitments/debts/detail.html", "commitments"
    pages_of_steps = {"confirmed": "debt_confirm", "withdrawn": "debt_withdraw"}

    def queryset(self):
        return queries.with_plan(super().queryset().with_overdue())

    def crumbs(self):
        return [Crumb(_("欠款"), reverse("debts")), Crumb(self.object.number)]

    def page_title(self):
        return _("%(agency)s欠%(creditor)s") % {"agency": self.object.agency.short_name, "creditor": self.object.creditor}

    def actions(self):
        found = super().actions()
        if self.object.may_amend(self.actor()):
            found = [Action(_("修改录入的内容"), reverse("debt_edit", args=[self.object.pk])), *found]
        if self.object.may_pay(self.actor()):
            contact = Action(_("更正债权人的联系方式"), reverse("debt_contact", args=[self.object.pk]))
            found = [Action(_("登记付款"), reverse("debt_pay", args=[self.object.pk]), True), *found, contact]
        if self.to_verify:
            found = [shown.verifying(self.to_verify), *(action._replace(primary=False) for action in found)]
        return found

    @cached_property
    def to_verify(self):
        return shown.to_verify(self.object, self.actor())

    @cached_property
    def as_of_form(self):
        return AsOfForm(self.request.GET if "as_of" in self.request.GET else None, initial={"as_of": timezone.localdate()})

    def as_of(self):
        form = self.as_of_form
        return (form.cleaned_data.get("as_of") if form.is_bound and form.is_valid() else None) or timezone.localdate()

    def get_context_data(self, **kwargs):
        debt, files = self.object, files_of(self.object)
        return super().get_context_data(
            kind=_("欠款，%(number)s") % {"number": debt.number},
            state=shown.state_mark(debt),
            facts=shown.facts(debt),
            files=files,
            what=shown.now(debt, self.actor(), self.to_verify),
            checks=shown.checks(debt, files) if debt.state == "draft" else [],
            parts=shown.parts(debt),
            payments=[(payment, shown.answer_mark(payment)) for payment in debt.payments.all()],
            contradicted=shown.contradicted(debt),
            interest=shown.interest(debt, self.as_of()) if debt.state in ("confirmed", "settled") else None,
            as_of_form=self.as_of_form,
            moments=shown.moments(debt),
            **kwargs,
        )


class PaymentFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("欠款单位"), field_name="debt__agency", queryset=lambda request: Agency.objects.active()
    )
    answer = django_filters.ChoiceFilter(
        label=gettext_lazy("债权人的答复"), field_name="answer__answer", choices=CreditorAnswer.Answer.choices
    )
    booked = YearFilter(condition=lambda rows, year: rows.filter(booked_on__year=year))


class PaymentList(ListPage):
    model, title, filter_class, section = Payment, gettext_lazy("付款"), PaymentFilter, "commitments"
    search_fields, search_label = ("debt__number", "debt__creditor"), gettext_lazy("欠款编号、债权人")
    columns = (
        Column(gettext_lazy("欠款"), "debt.number", note="debt.creditor", note_label=gettext_lazy("债权人"), link=True),
        Column(gettext_lazy("欠款单位"), "debt.agency.short_name"),
        Column(gettext_lazy("金额（元）"), "amount", numeric=True),
        Column(gettext_lazy("付款日期"), "paid_on"),
        Column(gettext_lazy("登记日期"), "booked_on"),
        Column(gettext_lazy("债权人的答复"), shown.answer_mark),
    )
    unit = ngettext_lazy("笔", "笔")
    empty_title, empty_text = gettext_lazy("还没有付款"), gettext_lazy("付款在欠款的页面上登记。")

    def queryset(self):
        return super().queryset().select_related("debt__agency", "answer")


class PaymentDetail(DetailPage):
    """With the creditor's code, as long as it was not used: the agency prints it and hands it over."""

    model, template_name, section = Payment, "commitments/debts/payment.html", "commitments"

    def queryset(self):
        rows = super().queryset().select_related("debt__agency", "entered_by", "answer", "reversal", "reverses__debt")
        return rows.prefetch_related("allocations__instalment")

    def page_title(self):
        return _("冲销付款") if self.object.reverses_id else _("付款")

    def crumbs(self):
        debt = self.object.debt
        return [Crumb(_("欠款"), reverse("debts")), Crumb(debt.number, debt.get_absolute_url()), Crumb(self.page_title())]

    def may_reverse(self):
        try:
            services.check_may_reverse(self.object, self.actor())
        except DomainError:
            return False
        return True

    def get_context_data(self, **kwargs):
        payment, actor = self.object, self.actor()
        answer = None if payment.reverses_id else payment.answer
        of_the_debtor = payment.debt.agency_id in actor.agency_ids
        return super().get_context_data(
            kind=payment.debt.number,
            state=shown.answer_mark(payment),
            facts=shown.payment_facts(payment),
            allocations=shown.allocation_rows(payment),
            files=files_of(payment),
            answer=answer,
            code=answer.code if answer and of_the_debtor and not payment.is_reversed else "",
            links=shown.actions_of(payment, self.may_reverse()),
            **kwargs,
        )


class Stock(Page, TemplateView):
    """Stock, increase and decrease by agency, a year a tab; the table is exported as shown."""

    title, section = gettext_lazy("欠款存量和增减"), "commitments"
    template_name = "commitments/debts/stock.html"

    @cached_property
    def years(self):
        return queries.years(self.request.user)

    @cached_property
    def year(self):
        """The year of the tab, or of the table that is exported."""
        asked = self.request.GET.get("year") or self.request.GET.get("table", "").removeprefix("stock-")
        return next((year for year in self.years if str(year) == asked), self.years[0])

    def table(self):
        return shown.stock_table(queries.movements(self.request.user, self.year), self.year)

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("format", "")
        if not kind:
            return super().get(request, *args, **kwargs)
        table = self.table()
        if kind not in export.FORMATS or request.GET.get("table") != table.name:
            raise Http404
        return export.response(kind, str(table.title), table.labels, table.values())

    def crumbs(self):
        return [Crumb(_("欠款"), reverse("debts")), Crumb(self.title)]

    def get_context_data(self, **kwargs):
        tabs = [Tab(str(year), f"?year={year}", year == self.year) for year in self.years]
        return super().get_context_data(table=self.table(), tabs=tabs, label=_("年度"), may_publish=self.actor().has(*WATCHERS), **kwargs)
