"""Receivers and layouts are the administrator's; what is sent and answered can be looked at, never what it says of whom."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from core.accounts.actor import Actor
from core.admin_base import DomainAdmin, ReadOnlyAdmin
from core.errors import DomainError
from credit_records.exchange.models import ExchangeBatch, Layout, Receiver
from credit_records.exchange.services import close_receiver, open_receiver


@admin.register(Receiver)
class ReceiverAdmin(DomainAdmin):
    list_display = ["name", "code", "way", "form", "reach", "takes_people", "is_open"]
    list_filter = ["way", "is_open"]
    search_fields = ["name", "code"]
    readonly_fields = ["is_open"]
    actions = ["begin", "stop"]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["code"] if obj else [])]

    @admin.action(description=gettext_lazy("开始向所选的接收方报送，现有的记录一并报送"), permissions=["change"])
    def begin(self, request, receivers):
        opened = 0
        for receiver in receivers:
            try:
                open_receiver(receiver=receiver, by=Actor.of(request.user))
                opened += 1
            except DomainError as error:
                messages.error(request, f"{receiver}：{error.message}")
        self.message_user(
            request, ngettext("已开始向%(count)d个接收方报送。", "已开始向%(count)d个接收方报送。", opened) % {"count": opened}
        )

    @admin.action(description=gettext_lazy("暂停向所选的接收方报送"), permissions=["change"])
    def stop(self, request, receivers):
        for receiver in receivers:
            close_receiver(receiver=receiver, by=Actor.of(request.user))
        count = len(receivers)
        self.message_user(request, ngettext("已暂停向%(count)d个接收方报送。", "已暂停向%(count)d个接收方报送。", count) % {"count": count})


@admin.register(Layout)
class LayoutAdmin(DomainAdmin):
    list_display = ["name", "receiver", "origins", "legal_basis", "verification"]
    list_filter = ["receiver"]
    list_select_related = ["receiver"]


@admin.register(ExchangeBatch)
class ExchangeBatchAdmin(ReadOnlyAdmin):
    list_display = ["key", "receiver", "count", "state", "attempts", "error", "sent_at"]
    list_filter = ["state", "receiver"]
    list_select_related = ["receiver"]
    search_fields = ["key"]
    exclude = ["body_sealed"]
