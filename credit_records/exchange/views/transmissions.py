"""What is told to whom about which record: the list, one transmission, and what can be done with one that was rejected."""

import django_filters
from django.forms import HiddenInput
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.accounts.models import Role
from core.pages.course import course
from core.pages.forms import ReasonForm
from core.pages.parts import Crumb, Moment
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.exchange import queries, services, shown
from credit_records.exchange.models import ExchangeBatch, Transmission
from credit_records.records.models import CreditRecord
from credit_records.records.views.looking import ExportLeavesLooks, LeavesLook


class TransmissionFilter(PageFilter):
    receiver = django_filters.ModelChoiceFilter(label=gettext_lazy("接收方"), queryset=lambda request: queries.receivers_for(request.user))
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=Transmission.State.choices)
    action = django_filters.ChoiceFilter(label=gettext_lazy("事项"), choices=Transmission.Action.choices)
    # from the page of a batch, and of a record
    batch = django_filters.ModelChoiceFilter(queryset=lambda request: ExchangeBatch.objects.visible_to(request.user), widget=HiddenInput)
    record = django_filters.ModelChoiceFilter(queryset=lambda request: CreditRecord.objects.visible_to(request.user), widget=HiddenInput)


class TransmissionList(ExportLeavesLooks, ListPage):
    """The credit office sees all; whom a record is about sees to whom it went."""

    model, section, record_path = Transmission, "records", "record"
    title = gettext_lazy("数据交换")
    lead = gettext_lazy("记录生效、更正、撤销、修复、期满，都会报送给收到过它的每一个接收方。")
    template_name = "credit_records/exchange/list.html"
    filter_class = TransmissionFilter
    search_fields, search_label = ("record__number", "record__title", "batch__key"), gettext_lazy("记录的编号、标题，批号")
    sorts = {"newest": Sort(gettext_lazy("最近的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早的在前"), ("pk",))}
    unit = ngettext_lazy("条", "条")
    columns = (
        Column(gettext_lazy("记录"), "record.title", note="record.number", note_label=gettext_lazy("编号"), link=True),
        Column(gettext_lazy("接收方"), "receiver", note="batch.key", note_label=gettext_lazy("批号")),
        Column(gettext_lazy("事项"), shown.what, note="answer", note_label=gettext_lazy("原因")),
        Column(gettext_lazy("时间"), lambda row: row.settled_at or row.created_at),
        Column(gettext_lazy("状态"), shown.state_mark),
    )
    empty_title = gettext_lazy("没有报送")
    empty_text = gettext_lazy("接收方开通以后，生效的记录会自动报送。由系统管理员在管理后台开通。")

    def queryset(self):
        return queries.listed(super().queryset())

    def get_context_data(self, **kwargs):
        is_office = self.actor().has(Role.CREDIT_OFFICE)
        figures = shown.figures(self.request.user) if is_office else []
        return super().get_context_data(is_office=is_office, figures=figures, **kwargs)


class TransmissionDetail(LeavesLook, DetailPage):
    model, section, record_path = Transmission, "records", "record"
    template_name = "credit_records/exchange/transmission.html"
    pages_of_steps = {"replaced": "transmission_again", "abandoned": "transmission_abandon"}

    def queryset(self):
        return queries.listed(super().queryset())

    def crumbs(self):
        return [Crumb(_("数据交换"), reverse("exchange")), Crumb(str(self.object))]

    def get_context_data(self, **kwargs):
        one = self.object
        begun = Moment(one.created_at, one.get_cause_display())
        is_office = self.actor().has(Role.CREDIT_OFFICE)
        return super().get_context_data(
            kind=_("报送"),
            state=shown.state_mark(one),
            facts=shown.facts(one) if is_office else shown.facts(one)[:5],
            columns=queries.columns_of(one),
            others=queries.others_of_pair(one, self.request.user)[:20],
            moments=[*course(one, names_people=is_office), begun],
            **kwargs,
        )


class TransmissionAction(LeavesLook, ActionPage):
    model, object_argument, section, record_path = Transmission, "transmission", "records", "record"
    form_class = ReasonForm

    def queryset(self):
        return queries.listed(super().queryset())

    def crumbs(self):
        return [Crumb(_("数据交换"), reverse("exchange")), Crumb(str(self.object), self.object.get_absolute_url()), Crumb(str(self.title))]


class SendAgain(TransmissionAction):
    step = "replaced"
    title, submit_label = gettext_lazy("改正后重新报送"), gettext_lazy("重新报送")
    hint = gettext_lazy("记录有误的，先更正记录；单位、人员的代码不全的，请系统管理员在名录里补齐。写明改正了什么，或者为什么没有错。")
    service, success_message = services.send_again, gettext_lazy("随下一批发出")


class Abandon(TransmissionAction):
    step = "abandoned"
    title = submit_label = gettext_lazy("不再报送")
    hint = gettext_lazy("写明为什么对方不需要有这一条。记录以后有变化，还会再报送。")
    service, success_message = services.abandon, gettext_lazy("不再报送")
