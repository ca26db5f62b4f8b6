from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from core.admin_base import ReadOnlyAdmin
from core.notices.mail import retry_failed
from core.notices.models import Mail, Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Who was told when, not what: a notice names cases and drafts that its reader may see and an administrator may not."""

    list_display = ["id", "user", "told_of", "created_at", "read_at"]
    list_select_related = ["user", "event"]
    search_fields = ["user__username", "user__name"]
    fields = ["user", "told_of", "created_at", "read_at"]
    readonly_fields = ["told_of"]

    @admin.display(description=gettext_lazy("事件"))
    def told_of(self, notice):
        return notice.event and notice.event.name


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ["address", "state", "attempts", "error", "sent_at"]
    list_filter = ["state"]
    search_fields = ["address"]
    exclude = ["notice"]
    actions = ["retry"]

    @admin.action(description=gettext_lazy("重新发送所选的失败邮件"), permissions=["view"])
    def retry(self, request, mails):
        count = retry_failed(mails)
        words = ngettext("%(count)d封邮件将重新发送。", "%(count)d封邮件将重新发送。", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)
