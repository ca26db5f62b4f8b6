"""What must hold after everything has settled. Each check is (words, found, expected)."""

from django.db.models import Count

from accountability.complaints.models import Clue
from config.chaos.jobs import STEPS, effects
from core.deadlines.models import Deadline
from core.events import names
from core.events.models import Delivery, Event
from core.events.registry import handlers_of
from core.jobs.models import Job
from core.notices.models import Mail, Notice
from core.notices.registry import drafts_about, tell
from core.search.verification import findings
from credit_records.records.models import CreditRecord

CHUNK = 500


def checks(count, jobs):
    """All checks, for a city of `count` missed deadlines and so many jobs."""
    missed = Event.objects.filter(name=names.DEADLINE_MISSED)
    deliveries = Delivery.objects.all()
    told, lost, extra = notices()
    return [
        ("标记逾期的期限", Deadline.objects.filter(purpose="fulfil", state="overdue").count(), count),
        ("逾期事件", missed.count(), count),
        ("有逾期事件的期限", missed.values("object_id").distinct().count(), count),
        ("事件投递", deliveries.count(), expected_deliveries()),
        ("已处理的投递", deliveries.filter(state="done").count(), expected_deliveries()),
        ("信用记录草稿", CreditRecord.objects.values("source_deadline").distinct().count(), count),
        ("草稿事件", Event.objects.filter(name=names.RECORD_DRAFTED).values("object_id").distinct().count(), count),
        ("问责线索", Clue.objects.values("missed").distinct().count(), count),
        ("线索事件", Event.objects.filter(name=names.CLUE_OPENED).values("object_id").distinct().count(), count),
        ("通知", Notice.objects.count(), told),
        ("丢失的通知", lost, 0),
        ("多出的通知", extra, 0),
        ("邮件", Mail.objects.count(), Notice.objects.exclude(user__email="").count()),
        ("完成的任务", Job.objects.filter(state="done").count(), jobs),
        ("任务的效果", effects().count(), jobs * STEPS),
        ("任务结束的事件", Event.objects.filter(name=names.JOB_ENDED).count(), jobs),
        ("公开链的问题", sum(1 for finding in findings()), 0),
    ]


def expected_deliveries():
    """One for each event and each handler that listens to it."""
    said = Event.objects.order_by().values_list("name").annotate(Count("pk"))
    return sum(len(handlers_of(name)) * number for name, number in said)


def notices():
    """(how many people had to be told, of how many notices nothing is there, how many nobody expected)."""
    told = lost = extra = 0
    for name in sorted(names.ALL):
        if tell not in handlers_of(name).values():
            continue
        events = Event.objects.filter(name=name).order_by("pk")
        for chunk in chunks(events):
            wanted = {(draft.user_id, draft.event_id) for draft in drafts_about(chunk)}
            found = set(Notice.objects.filter(event__in=chunk).values_list("user_id", "event_id"))
            told, lost, extra = told + len(wanted), lost + len(wanted - found), extra + len(found - wanted)
    return told, lost, extra


def chunks(events):
    keys = list(events.values_list("pk", flat=True))
    for first in range(0, len(keys), CHUNK):
        yield list(events.filter(pk__in=keys[first : first + CHUNK]))
