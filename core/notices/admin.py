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
    """Whether it went out, not what it says. The address of somebody without an account is masked."""

    list_display = ["to_whom", "state", "attempts", "error", "sent_at"]
    list_filter = ["state"]
    search_fields = ["address"]
    fields = ["to_whom", "state", "attempts", "error", "claimed_at", "next_attempt_at", "sent_at"]
    readonly_fields = ["to_whom"]
    actions = ["retry"]

    @admin.display(description=gettext_lazy("收件地址"))
    def to_whom(self, mail):
        return mail.shown_address

    @admin.action(description=gettext_lazy("重新发送所选的失败邮件"), permissions=["view"])
    def retry(self, request, mails):
        count = retry_failed(mails)
        words = ngettext("%(count)d封邮件将重新发送。", "%(count)d封邮件将重新发送。", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)
