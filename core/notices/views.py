"""The inbox: everybody's own notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from core.accounts.actor import Actor
from core.notices.models import Notice
from core.notices.services import mark_all_read, mark_read
from core.pages.parts import Mark
from core.pages.tables import Column
from core.pages.views import ListPage


class Inbox(ListPage):
    model, title = Notice, gettext_lazy("消息")
    template_name = "core/notices/inbox.html"
    columns = [
        Column(gettext_lazy("事项"), "title", note="body", note_label=gettext_lazy("内容"), link=True),
        Column(gettext_lazy("时间"), "created_at"),
        Column(gettext_lazy("状态"), lambda notice: Mark("done", _("已读")) if notice.read_at else Mark("plain", _("未读"))),
    ]
    search_fields, search_label = ["title", "body"], gettext_lazy("消息里的词")
    empty_title = gettext_lazy("没有消息")
    empty_text = gettext_lazy("期限快到、逾期或有事项要你办理时，这里会有消息。")


@login_required
@require_GET
def open_notice(request, pk):
    """Mark the notice read and show what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    mark_read(notice=notice, by=Actor.of(request.user))
    own = notice.path and url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return redirect(notice.path if own else "inbox")


@login_required
@require_POST
def read_all(request):
    count = mark_all_read(by=Actor.of(request.user))
    messages.success(request, ngettext("%(count)d条消息已标为已读。", "%(count)d条消息已标为已读。", count) % {"count": count})
    return redirect("inbox")
