"""What must be met before a repair, or leniency, can be asked for (《信用修复管理办法》): shown before the form, and asked again by the service."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages.words import day
from credit_records.records.models import CreditRecord
from credit_records.repair.models import RepairApplication


class Condition(NamedTuple):
    """`todo`: what to do, and from which day it is possible, where it is not met."""

    words: str
    is_met: bool
    todo: str = ""


def conditions_of(record, kind, today=None):
    """The conditions in the order in which they are shown; the first that is not met is the reason for a refusal."""
    today = today or timezone.localdate()
    return [*conditions_of_itself(record, kind, today), none_open(record)]


def conditions_of_itself(record, kind, today):
    """Those that the record itself answers, without a statement."""
    own = [repairable(record), floor_passed(record, today)] if kind == RepairApplication.Kind.REPAIR else [can_be_lenient(record)]
    return [stands(record), undisputed(record), *own]


def repairable_among(records, today):
    """Ids of the records for which a repair could be applied for on the day `today`: one statement."""
    busy = set(RepairApplication.objects.open().filter(record__in=records).values_list("record_id", flat=True))
    kind = RepairApplication.Kind.REPAIR
    met = {record.pk for record in records if all(condition.is_met for condition in conditions_of_itself(record, kind, today))}
    return met - busy


def stands(record):
    words = _("这条记录是“%(state)s”，不需要修复。") % {"state": record.get_state_display()}
    return Condition(_("记录现在有效"), record.stands, words)


def undisputed(record):
    return Condition(
        _("没有正在处理的异议"), record.state != CreditRecord.State.DISPUTED, _("这条记录正在处理异议，请等异议决定以后再申请。")
    )


def repairable(record):
    met = record.type.repairable
    words = _("“%(type)s”不能修复。") % {"type": record.type.name}
    if record.type.is_discipline:
        words += _("处分期满自动解除，不用申请。")
    elif record.type.is_bad and record.period_ends_on:
        words += _("到%(day)s期满自动失效。") % {"day": day(record.period_ends_on)}
    return Condition(_("这一类型可以修复"), met, words)


def floor_passed(record, today):
    """最短公示期: a minor one may be repaired at once, its floor is 0 months."""
    first = record.repairable_on
    words = _("最短公示期还没有满，%(day)s起可以申请修复。") % {"day": day(first)} if first else ""
    return Condition(_("最短公示期已满"), first is None or first <= today, words)


def can_be_lenient(record):
    met = record.type.is_bad and not record.leniency
    words = _("这条记录已经从轻或者免予惩戒。") if record.leniency else _("守信记录没有惩戒，不用从轻。")
    return Condition(_("是失信记录，还没有从轻"), met, words)


def none_open(record):
    return Condition(_("没有正在办理的申请"), not record.repairs.open().exists(), _("对这条记录的申请正在办理，请等决定以后再申请。"))
