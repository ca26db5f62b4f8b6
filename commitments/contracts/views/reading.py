"""The list of contracts and the page of each."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from commitments.contracts import queries, services, shown
from commitments.contracts.models import DAYS, Contract, ContractKind
from core.directory.models import Agency
from core.evidence.shown import files_of
from core.pages.parts import Crumb
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import DetailPage, ListPage


class ContractFilter(PageFilter):
    agency = django_filters.ModelChoiceFilter(label=gettext_lazy("签约单位"), queryset=lambda request: Agency.objects.active())
    kind = django_filters.ModelChoiceFilter(label=gettext_lazy("种类"), queryset=lambda request: ContractKind.objects.all())
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Contract.State.choices)


class ContractList(ListPage):
    model, title, filter_class, section = Contract, gettext_lazy("政府合同"), ContractFilter, "commitments"
    template_name = "commitments/contracts/list.html"
    search_fields, search_label = ("number", "title", "counterparty"), gettext_lazy("编号、名称、相对方")
    columns = (
        Column(gettext_lazy("合同"), "title", note="number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("种类"), "kind.name"),
        Column(gettext_lazy("签约单位"), "agency.short_name"),
        Column(gettext_lazy("相对方"), "shown_counterparty"),
        Column(gettext_lazy("金额"), "amount", numeric=True),
        Column(gettext_lazy("签订日期"), "signed_on"),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    sorts = {"new": Sort(gettext_lazy("最近录入的在前"), ("-pk",)), "old": Sort(gettext_lazy("最早录入的在前"), ("pk",))}
    unit = ngettext_lazy("份", "份")
    empty_title, empty_text = gettext_lazy("还没有合同"), gettext_lazy("招商、采购、工程、PPP等合同，由签约单位的经办人录入。")

    def queryset(self):
        return super().queryset().select_related("agency", "kind")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_enter=services.may_enter(self.actor()), **kwargs)


class ContractDetail(DetailPage):
    model, template_name, section = Contract, "commitments/contracts/detail.html", "commitments"
    pages_of_steps = {
        "in_force": "contract_confirm",
        "performed": "contract_perform",
        "breached": "contract_breach",
        "settled": "contract_settle",
        "terminated": "contract_terminate",
    }

    def queryset(self):
        return queries.with_parts(super().queryset())

    def crumbs(self):
        return [Crumb(_("政府合同"), reverse("contracts")), Crumb(self.object.number)]

    def page_title(self):
        return self.object.title

    def keeps(self):
        return self.object.is_kept_by(self.actor())

    def actions(self):
        extra = [shown.day_action(self.object)] if self.keeps() and services.open_days(self.object) else []
        return [*super().actions(), *extra]

    def get_context_data(self, **kwargs):
        contract, moments = self.object, shown.moments(self.object)
        return super().get_context_data(
            kind=_("%(kind)s合同，%(number)s") % {"kind": contract.kind, "number": contract.number},
            state=shown.state_mark(contract),
            facts=shown.facts(contract, DAYS),
            files=files_of(contract),
            what=shown.CONFIRM if contract.state == "draft" and self.own_steps() else "",
            duties=shown.duties(contract, self.actor()),
            course_of_stages=shown.stages(contract, self.keeps()),
            limits=shown.limits(contract),
            breach=shown.breach_reason(contract, moments),
            moments=moments,
            **kwargs,
        )
