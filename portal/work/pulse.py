"""Whether time is running, for the foot of every staff page."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.events.heartbeats import SILENCE, silent_watchers
from core.events.models import Heartbeat

WORDS = {
    "beat": _("定时器"),
    "sweep": _("期限巡检"),
    "events": _("事件处理"),
    "mail": _("邮件发送"),
    "jobs": _("后台任务"),
    "exchange": _("数据交换"),
}


class Beat(NamedTuple):
    name: str
    at: object
    late: bool


class Pulse(list):
    """The watchers' beats; `late` when one of them is silent."""

    @property
    def late(self):
        return any(beat.late for beat in self)


def pulse(request):
    heard = dict(Heartbeat.objects.values_list("name", "beat_at"))
    silent = silent_watchers(heard)
    return Pulse(Beat(WORDS[name], heard.get(name), name in silent) for name in SILENCE)
