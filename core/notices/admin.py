from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from core.admin_base import ReadOnlyAdmin
from core.notices.mail import retry_failed
from core.notices.models import Mail, Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["title", "user", "created_at", "read_at"]
    list_select_related = ["user"]
    search_fields = ["title", "user__username", "user__name"]


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ["notice", "address", "state", "attempts", "error", "sent_at"]
    list_filter = ["state"]
    list_select_related = ["notice"]
    search_fields = ["address", "notice__title"]
    actions = ["retry"]

    @admin.action(description=gettext_lazy("重新发送所选的失败邮件"), permissions=["view"])
    def retry(self, request, mails):
        count = retry_failed(mails)
        words = ngettext("%(count)d封邮件将重新发送。", "%(count)d封邮件将重新发送。", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)
