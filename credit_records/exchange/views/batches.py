"""The batches: the list, one batch with its receipts, and what can be done with one that did not arrive."""

import django_filters
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from core.pages.course import course
from core.pages.forms import PageForm, ReasonForm
from core.pages.parts import Crumb, Moment
from core.pages.tables import Column, PageFilter, Sort
from core.pages.views import ActionPage, DetailPage, ListPage
from credit_records.exchange import queries, services, shown
from credit_records.exchange.models import ExchangeBatch


class BatchFilter(PageFilter):
    receiver = django_filters.ModelChoiceFilter(label=gettext_lazy("接收方"), queryset=lambda request: queries.receivers_for(request.user))
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=ExchangeBatch.State.choices)
    stuck = django_filters.BooleanFilter(label=gettext_lazy("没有送到、被拒收"), method="filter_stuck")

    def filter_stuck(self, rows, name, wanted):
        stuck = {"state__in": ["failed", "refused"]}
        return rows.filter(**stuck) if wanted else rows.exclude(**stuck)


class BatchList(ListPage):
    model, section, filter_class = ExchangeBatch, "records", BatchFilter
    title = gettext_lazy("报送批次")
    search_fields, search_label = ("key",), gettext_lazy("批号")
    sorts = {"newest": Sort(gettext_lazy("最近的在前"), ("-pk",)), "oldest": Sort(gettext_lazy("最早的在前"), ("pk",))}
    unit = ngettext_lazy("批", "批")
    columns = (
        Column(gettext_lazy("批号"), "key", note="receiver", note_label=gettext_lazy("接收方"), link=True),
        Column(gettext_lazy("条数"), "count", numeric=True),
        Column(gettext_lazy("组批"), "created_at"),
        Column(gettext_lazy("送达"), "sent_at"),
        Column(gettext_lazy("状态"), shown.batch_mark, note="error", note_label=gettext_lazy("最近的问题")),
    )
    empty_title = gettext_lazy("没有批次")
    empty_text = gettext_lazy("有待报送的记录时，系统按接收方的间隔自动组批。")

    def queryset(self):
        return super().queryset().select_related("receiver")


class BatchDetail(DetailPage):
    model, section = ExchangeBatch, "records"
    template_name = "credit_records/exchange/batch.html"
    pages_of_steps = {"waiting": "exchange_batch_resend", "discarded": "exchange_batch_discard"}

    def queryset(self):
        return super().queryset().select_related("receiver", "layout", "limit__rule")

    def crumbs(self):
        return [Crumb(_("报送批次"), reverse("exchange_batches")), Crumb(str(self.object))]

    def get_context_data(self, **kwargs):
        batch = self.object
        return super().get_context_data(
            kind=_("报送批次"),
            state=shown.batch_mark(batch),
            facts=shown.batch_facts(batch),
            figures=shown.batch_figures(batch),
            receipts=shown.receipts(batch),
            moments=[*course(batch), Moment(batch.created_at, _("组批"))],
            **kwargs,
        )


class BatchAction(ActionPage):
    model, object_argument, section = ExchangeBatch, "batch", "records"

    def queryset(self):
        return super().queryset().select_related("receiver")

    def crumbs(self):
        return [
            Crumb(_("报送批次"), reverse("exchange_batches")),
            Crumb(str(self.object), self.object.get_absolute_url()),
            Crumb(str(self.title)),
        ]


class Resend(BatchAction):
    form_class, step = PageForm, "waiting"
    title, submit_label = gettext_lazy("用同一批号再发一次"), gettext_lazy("再发一次")
    hint = gettext_lazy("报文和批号都不变。对方已经收到的，凭批号认得出是同一批，不会重复。")
    service, success_message = services.resend_batch, gettext_lazy("一分钟内发出")


class Discard(BatchAction):
    form_class, step = ReasonForm, "discarded"
    title, submit_label = gettext_lazy("拆散，重新组批"), gettext_lazy("拆散这一批")
    hint = gettext_lazy("只有对方明确拒收的才能拆散。里面的记录按现在的内容重新组批，用新的批号。写明原因。")
    service, success_message = services.discard_batch, gettext_lazy("已拆散，记录随下一批发出")


class SendNow(ActionPage):
    """Do not wait for the receivers' next turn."""

    title, submit_label, section = gettext_lazy("立即报送"), gettext_lazy("立即组批报送"), "records"
    hint = gettext_lazy("不等间隔时间，把待报送的记录现在就组批，一分钟内发出。")
    service, success_message = services.send_now, gettext_lazy("已组批，一分钟内发出")

    def get(self, request, *args, **kwargs):
        services.check_office(self.actor())
        return super().get(request, *args, **kwargs)

    def crumbs(self):
        return [Crumb(_("数据交换"), reverse("exchange")), Crumb(str(self.title))]

    def cancel_url(self):
        return reverse("exchange")

    def next_url(self, result):
        return reverse("exchange_batches")
