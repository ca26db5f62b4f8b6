"""manage.py sweep: one round of the sweep and of what follows from it, told in a table."""

import time
import unicodedata
from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.deadlines.models import Deadline
from core.deadlines.sweep import sweep
from core.events import names
from core.events.models import Delivery, Event
from core.events.services import deliver_all
from core.notices.models import Notice

MOST_ROWS = 200  # of each kind are named, the rest is counted
PATIENCE = 60  # seconds for what a worker has in hand already


class Command(BaseCommand):
    help = _("巡查一次期限：提醒、标记逾期、升级，并处理由此产生的事项。")

    def add_arguments(self, parser):
        parser.add_argument("--at", type=read_day, metavar="2026-12-31", help=_("把时钟拨到这一天"))
        parser.add_argument("--dry-run", action="store_true", help=_("只看会发生什么，不作任何改动"))

    def handle(self, *, at, dry_run, **options):
        if at and at != timezone.localdate():
            self.say(_("时钟拨到%(at)s（今天是%(today)s）。") % {"at": shown(at), "today": shown(timezone.localdate())})
        if dry_run:
            with transaction.atomic():
                self.run(at)
                transaction.set_rollback(True)
            self.say(_("未作任何改动。"))
        else:
            self.run(at)

    def say(self, line=""):
        self.stdout.write(line)

    def run(self, at):
        before = last_keys()
        swept = sweep(at=at)
        self.tell(_("提醒"), swept.warned)
        self.tell(_("逾期"), swept.missed)
        self.tell(_("升级"), swept.escalated)
        self.tell(_("期满"), swept.ended)
        self.tell(_("检查失败"), swept.failed)
        deliver_until_settled(before)
        self.tell_what_followed(before)

    def tell(self, heading, keys):
        self.say(_("%(heading)s：%(count)d项") % {"heading": heading, "count": len(keys)})
        rows = Deadline.objects.filter(pk__in=keys[:MOST_ROWS]).select_related("agency").order_by("due_on", "pk")
        for row in rows:
            self.say(f"  {shown(row.due_on)}  {padded(row.agency.short_name, 20)}  {row.title}  {row.failure}".rstrip())
        if len(keys) > MOST_ROWS:
            self.say(_("  其余%(count)d项略。") % {"count": len(keys) - MOST_ROWS})

    def tell_what_followed(self, before):
        happened = dict(Event.objects.filter(pk__gt=before[Event]).order_by().values_list("name").annotate(Count("pk")))
        self.say(_("由此产生："))
        for label, count in (
            (_("信用记录草稿"), happened.get(names.RECORD_DRAFTED, 0)),
            (_("问责线索"), happened.get(names.CLUE_OPENED, 0)),
            (_("通知"), Notice.objects.filter(pk__gt=before[Notice]).count()),
            (_("处理失败的事件"), deliveries_since(before).exclude(error="").exclude(state="done").count()),
        ):
            self.say(f"  {padded(label, 20)}  {count}")


def read_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%(text)s”不是日历上有的日期，请写成 2026-12-31 的样子。") % {"text": text}) from None


def last_keys():
    """The last primary keys before the round: what is larger afterwards came of it."""
    return {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Event, Notice)}


def deliveries_since(before):
    return Delivery.objects.filter(event_id__gt=before[Event])


def deliver_until_settled(before):
    """Deliver what the round said. A worker may have taken some of it; then wait until it is through."""
    give_up = time.monotonic() + PATIENCE
    while deliver_all() or (deliveries_since(before).filter(state="waiting", attempts=0).exists() and time.monotonic() < give_up):
        time.sleep(0.1)


def shown(day):
    return date_format(day, _("Y年n月j日")) if day else ""


def padded(text, width):
    """The text followed by as many spaces as bring it to `width` columns; a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(0, width - taken)
