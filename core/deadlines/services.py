"""Starting, pausing, resuming, extending, meeting and cancelling a limit. The only writers of deadlines beside the sweep."""

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import DateField, F, Func, Value
from django.db.models.functions import Cast, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines.calculation import due_date
from core.deadlines.calendar import forget_calendar, load_calendar
from core.deadlines.models import Deadline, Extension, Pause
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.states.services import transition, transition_many

DAY = timedelta(days=1)
FIELDS = ["due_on", "is_provisional", "warn_on", "escalate_on", "next_check_on"]


@dataclass(frozen=True)
class Limit:
    """What a deadline is started from. Either the rule's amount and unit count from `started_on`, or a document named the day (`fixed_on`).

    `amount` is another number of the rule's units than its own (the longest that it allows, say).
    `agency_id` is responsible; those of `other_agency_ids` share the task. A rule that `runs` makes a period that only passes.
    """

    subject: object
    purpose: str
    title: str
    agency_id: int
    rule: object
    started_on: date
    fixed_on: date | None = None
    other_agency_ids: tuple = ()
    amount: int | None = None


def start(*, subject, purpose, title, agency_id, rule, started_on, fixed_on=None):
    """Start the clock for one subject and purpose. Returns the Deadline."""
    return start_many([Limit(subject, purpose, title, agency_id, rule, started_on, fixed_on)])[0]


@transaction.atomic
def start_many(limits):
    """Start many clocks in one statement. Raises DomainError("rule_without_limit") for a rule that has no amount and no fixed day."""
    calendar = load_calendar()
    return Deadline.objects.bulk_create([prepared(limit, calendar) for limit in limits], batch_size=1000)


def prepared(limit, calendar):
    rule, amount = limit.rule, limit.amount or limit.rule.amount
    if limit.fixed_on is None and amount is None:
        raise DomainError("rule_without_limit", _("规则“%(rule)s”没有写明期限，请指定具体日期。") % {"rule": rule.name})
    deadline = Deadline(
        content_type=ContentType.objects.get_for_model(limit.subject),
        object_id=limit.subject.pk,
        purpose=limit.purpose,
        title=limit.title[:300],
        agency_id=limit.agency_id,
        other_agency_ids=list(limit.other_agency_ids),
        rule=rule,
        started_on=limit.started_on,
        fixed_on=limit.fixed_on,
        amount=None if limit.fixed_on else amount,
        unit=rule.unit,
        is_period=rule.runs,
    )
    set_dates(deadline, calendar, pauses=())
    return deadline


def set_dates(deadline, calendar, pauses):
    """Fill the due day and the days on which the sweep must look at it. A paused clock has neither."""
    if deadline.fixed_on:
        deadline.due_on = extended_day(deadline, calendar)
        deadline.is_provisional = False
    else:
        computed = due_date(
            start=deadline.started_on,
            amount=deadline.amount,
            unit=deadline.unit,
            pauses=pauses,
            extension=deadline.extension,
            runs=deadline.rule.runs,
            calendar=calendar,
        )
        deadline.due_on, deadline.is_provisional = computed.due, computed.provisional
    plan_checks(deadline, calendar)


def extended_day(deadline, calendar):
    """A day named by a document is kept as named; an approved extension adds working days to it."""
    return calendar.add_working_days(deadline.fixed_on, deadline.extension) if deadline.extension else deadline.fixed_on


def plan_checks(deadline, calendar):
    due, rule = deadline.due_on, deadline.rule
    if due is None:
        deadline.warn_on, deadline.escalate_on, deadline.next_check_on = [], [], None
        return
    if deadline.is_period:
        # its first day counts in full, so it is over when the corresponding day begins
        deadline.warn_on, deadline.escalate_on, deadline.next_check_on = [], [], due
        return
    deadline.warn_on = sorted({calendar.add_working_days(due, -days) for days in rule.warn_before})
    deadline.escalate_on = sorted(calendar.add_working_days(due, days) + DAY for days in rule.escalate_after)
    looked = deadline.checked_on or deadline.started_on
    ahead = [day for day in (*deadline.warn_on, *deadline.escalate_on) if day > looked]
    if deadline.state != Deadline.State.OVERDUE:
        # also where the day moved to before the last look: nobody has marked it yet
        ahead.append(due + DAY)
    deadline.next_check_on = None if deadline.is_held else min(ahead, default=None)


def pauses_of(deadline):
    return tuple(deadline.pauses.values_list("asked_on", "answered_on"))


def locked(deadline):
    """The row as it stands now, locked; a service starts from this, not from what a page read earlier."""
    return Deadline.objects.select_for_update(no_key=True, of=("self",)).select_related("rule").get(pk=deadline.pk)


@transaction.atomic
def pause(*, deadline, asked_on, reason, by):
    """Stop the clock from the day after `asked_on`. Raises DomainError("may_not_pause", "bad_pause")."""
    deadline = locked(deadline)
    if not deadline.rule.may_pause or deadline.fixed_on:
        raise DomainError("may_not_pause", _("规则“%(rule)s”不允许中止计算。") % {"rule": deadline.rule.name})
    if not deadline.started_on <= asked_on <= timezone.localdate():
        raise DomainError("bad_pause", _("中止日要在起算日之后，且不晚于今天。"))
    Pause.objects.create(deadline=deadline, asked_on=asked_on, reason=reason, by=by.user)
    transition(deadline, to="paused", by=by, reason=reason)
    return recompute(deadline, load_calendar())


@transaction.atomic
def resume(*, deadline, answered_on, by, reason=""):
    """Let the clock run again from the day after `answered_on`. Raises DomainError("not_paused", "bad_pause")."""
    deadline = locked(deadline)
    open_pause = deadline.pauses.filter(answered_on=None).first()
    if open_pause is None:
        raise DomainError("not_paused", _("这个期限没有中止，不用恢复。"))
    if not open_pause.asked_on <= answered_on <= timezone.localdate():
        raise DomainError("bad_pause", _("恢复日不能早于中止日，也不能晚于今天。"))
    open_pause.answered_on = answered_on
    open_pause.save(update_fields=["answered_on"])
    # the due day must be there before the row says that it runs
    recompute(deadline, load_calendar())
    return transition(deadline, to="running", by=by, reason=reason)


@transaction.atomic
def extend(*, deadline, amount, reason, approved_by, most=None):
    """Lengthen the limit by `amount` of its own units (working days where a document named the day), as far as the rule allows; the sum of
    all extensions counts. `most`: how far another provision allows it, where the rule itself says nothing.

    Raises DomainError("may_not_extend", "extension_too_long", "reason_missing").
    """
    deadline = locked(deadline)
    limit = deadline.rule.extension_limit if deadline.rule.extension_limit is not None else most
    if deadline.state not in Deadline.LIVE or limit == 0 or limit is None:
        raise DomainError("may_not_extend", _("规则“%(rule)s”不允许延长期限。") % {"rule": deadline.rule.name})
    if deadline.extension + amount > limit or amount < 1:
        raise DomainError("extension_too_long", _("最多延长%(limit)d，已延长%(done)d。") % {"limit": limit, "done": deadline.extension})
    if not reason.strip():
        raise DomainError("reason_missing", _("请写明延长的理由。"))
    Extension.objects.create(deadline=deadline, amount=amount, reason=reason, approved_by=approved_by.user)
    before, deadline.extension = deadline.due_on, deadline.extension + amount
    deadline.save(update_fields=["extension"])
    recompute(deadline, load_calendar())
    tell_change(deadline, before, by=approved_by, reason=reason)
    return back_to_running(deadline, by=approved_by)


def due_if_extended(deadline, amount):
    """The day on which it would be due; nothing is written."""
    longer = copy(deadline)
    longer.extension += amount
    set_dates(longer, load_calendar(), pauses_of(longer))
    return longer.due_on


@transaction.atomic
def retitle(*, subject, title):
    """The running limits of the subject bear its new title."""
    Deadline.objects.of(subject).live().update(title=title[:300])


@transaction.atomic
def hand_over(*, model, primary_keys, before, after):
    """The live limits of these rows for which the agency `before` is responsible are the agency `after`'s now; nothing else of them moves.

    A fixed number of statements. Returns their primary keys.
    """
    return move_to(live_of(model, primary_keys).filter(agency=before), after.pk)


@transaction.atomic
def move_to(limits, agency_id):
    """Let this agency be responsible for the limits, locked in the order of their keys. Returns these."""
    keys = list(limits.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    Deadline.objects.filter(pk__in=keys).update(agency=agency_id)
    return keys


@transaction.atomic
def replace_sharing(*, model, primary_keys, gone, instead=None, already=()):
    """In the live limits of these rows the agency `instead` shares the task in place of `gone`; nobody does where no other one is named, and
    for the rows of the primary keys `already`, where it takes part anyway."""
    limits = live_of(model, primary_keys).filter(other_agency_ids__contains=[gone.pk])
    if instead:
        replaced = Func(F("other_agency_ids"), Value(gone.pk), Value(instead.pk), function="array_replace")
        limits.exclude(object_id__in=already).update(other_agency_ids=replaced)
    limits.update(other_agency_ids=Func(F("other_agency_ids"), Value(gone.pk), function="array_remove"))


def live_of(model, primary_keys):
    return Deadline.objects.live().filter(content_type=ContentType.objects.get_for_model(model), object_id__in=primary_keys)


@transaction.atomic
def meet(*, deadline, on, by):
    """The thing was done on the day `on`: in time, or late. Late is missed first, also where it was done before the sweep came by.

    Raises DomainError("not_running").
    """
    deadline = locked(deadline)
    if deadline.state not in ("running", "overdue"):
        raise DomainError("not_running", _("这个期限已中止或已结束，不能办结。"))
    late = deadline.due_on < on
    if late and deadline.state == "running":
        Deadline.objects.filter(pk=deadline.pk).update(missed_on=on)
        transition(deadline, to="overdue", by=by, due_on=deadline.due_on, at=on)
    end(deadline, on=on)
    return transition(deadline, to="late" if late or deadline.state == "overdue" else "met", by=by, on=on)


@transaction.atomic
def meet_many(*, limits, on, by):
    """meet() for many rows of a queryset at once, in a fixed number of statements; what is paused or has ended stays as it is."""
    rows = Deadline.objects.filter(pk__in=list(limits.values_list("pk", flat=True)))
    told = {"is_held": False, "next_check_on": None, "ended_on": Greatest(Cast(Value(on), DateField()), F("started_on"))}
    said = {key: {"due_on": due_on, "at": on} for key, due_on in rows.values_list("pk", "due_on")}
    transition_many(rows.filter(due_on__lt=on), source="running", to="overdue", by=by, payloads=said, missed_on=on)
    days = {key: {"on": on} for key in said}
    transition_many(rows, source="running", to="met", by=by, payloads=days, **told)
    transition_many(rows, source="overdue", to="late", by=by, payloads=days, **told)


@transaction.atomic
def fail(*, deadline, on, by, reason):
    """It was decided on the day `on` that the thing was not done: a missed deadline, whether or not its day had come."""
    deadline = locked(deadline)
    end(deadline, on=on)
    deadline.missed_on = deadline.missed_on or on
    deadline.save(update_fields=["missed_on"])
    return transition(deadline, to="failed", by=by, reason=reason, on=on, due_on=deadline.due_on)


@transaction.atomic
def cancel(*, deadline, by, reason):
    """The thing need not be done any more."""
    deadline = locked(deadline)
    end(deadline, on=None)
    return transition(deadline, to="cancelled", by=by, reason=reason)


def end(deadline, *, on):
    """Nobody looks at it any more. The transition that follows says how it ended."""
    deadline.ended_on = on and max(on, deadline.started_on)
    deadline.is_held, deadline.next_check_on = False, None
    deadline.save(update_fields=["ended_on", "is_held", "next_check_on"])


def recompute(deadline, calendar):
    set_dates(deadline, calendar, pauses_of(deadline))
    deadline.save(update_fields=FIELDS)
    return deadline


def tell_change(deadline, before, *, by, reason):
    emit(names.DEADLINE_CHANGED, subject=deadline, by=by, before=before, after=deadline.due_on, reason=reason)


def back_to_running(deadline, *, by):
    """An overdue limit whose due day moved to today or later runs again."""
    if deadline.state == "overdue" and deadline.due_on and deadline.due_on >= timezone.localdate():
        return transition(deadline, to="running", by=by)
    return deadline


@transaction.atomic
def apply_calendar(*, by):
    """After the work calendar changed: recompute every live deadline; each that moves leaves an event. Returns how many moved."""
    forget_calendar()
    calendar, moved = load_calendar(), 0
    rows = Deadline.objects.live().filter(fixed_on=None).order_by("pk").select_related("rule").prefetch_related("pauses")
    for deadline in rows.select_for_update(no_key=True, of=("self",)).iterator(chunk_size=500):
        before = [getattr(deadline, name) for name in FIELDS]
        set_dates(deadline, calendar, tuple((pause.asked_on, pause.answered_on) for pause in deadline.pauses.all()))
        if before == [getattr(deadline, name) for name in FIELDS]:
            continue
        deadline.save(update_fields=FIELDS)
        if before[0] != deadline.due_on:
            tell_change(deadline, before[0], by=by, reason=_("工作日历调整"))
            back_to_running(deadline, by=by)
            moved += 1
        elif before[1] != deadline.is_provisional:
            tell_change(deadline, before[0], by=by, reason=_("放假安排公布，日期不变"))  # for the public page, which says 日期暂定
    return moved


@transaction.atomic
def hold(*, deadline):
    """While a claim that it was done is being verified, the sweep does not look."""
    set_held(locked(deadline), True)


@transaction.atomic
def release(*, deadline):
    """The claim was sent back: the sweep looks again, and marks what is overdue by now at its next round."""
    set_held(locked(deadline), False)


def set_held(deadline, is_held):
    deadline.is_held = is_held
    plan_checks(deadline, load_calendar())
    deadline.save(update_fields=[*FIELDS, "is_held"])
