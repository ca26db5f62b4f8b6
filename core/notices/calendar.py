"""Administrators hear that the arrangement of holidays of a year is missing."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.events import names
from core.notices.recipients import Holders
from core.notices.registry import notifies
from core.notices.services import NoticeDraft


@notifies(names.CALENDAR_MISSING)
def missing(events):
    users = Holders(set()).anywhere(Role.ADMINISTRATOR)
    return [draft(user, event) for event in events for user in users]


def draft(user, event):
    words = {"year": event.payload["year"], "count": event.payload["provisional"]}
    title = _("请录入%(year)d年的放假安排") % words
    body = _(
        "没有正式安排，期限只按法定节假日计算，%(count)d个期限写明“日期暂定”。录入调休和放假日期，勾选“已有正式放假安排”，保存以后自动重算，有变动的会通知责任单位。"
    )
    return NoticeDraft(user, event.pk, title, body % words, reverse("admin:core_calendaryear_change", args=[event.payload["year"]]))
