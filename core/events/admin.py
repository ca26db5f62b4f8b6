from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from core.admin_base import ReadOnlyAdmin
from core.events.models import Delivery, Event, Heartbeat
from core.events.services import retry_failed


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """That something happened, not its words: reasons and findings of a case are for its handlers."""

    exclude = ["payload"]
    list_display = ["name", "content_type", "object_id", "user", "job", "created_at"]
    list_filter = ["name"]
    list_select_related = ["content_type", "user"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What a handler could not do stands here with its error, until somebody has mended the cause and lets it be tried again."""

    list_display = ["event_name", "handler", "state", "attempts", "error", "next_attempt_at", "done_at"]
    list_filter = ["state", "event__name"]
    list_select_related = ["event"]
    actions = ["retry"]

    @admin.display(description=gettext_lazy("事件"))
    def event_name(self, delivery):
        return f"{delivery.event.name} {delivery.event.object_id}"

    @admin.action(description=gettext_lazy("重试所选的失败投递"), permissions=["view"])
    def retry(self, request, deliveries):
        count = retry_failed(deliveries)
        words = ngettext("%(count)d个投递将重新处理。", "%(count)d个投递将重新处理。", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ["name", "beat_at", "note"]
