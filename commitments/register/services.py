"""Registering a commitment, mending it before anything was reported, and ending it by decision."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.register.gate import REGISTRARS, Promise, check_promise, check_what, check_whom_and_how, refuse
from commitments.register.models import Commitment, Participation
from commitments.register.parts import check_parts_are_done, kept_elsewhere, lock, roll_up
from commitments.register.public import publish_commitments
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.calculation import due_date
from core.deadlines.calendar import current_calendar
from core.deadlines.services import Limit
from core.directory.models import Agency
from core.documents.series import next_numbers
from core.errors import DomainError
from core.events import names
from core.events.services import emit, emit_many
from core.pages.fields import checked_values
from core.pages.words import day
from core.rules.models import Rule
from core.states.services import transition

SERIES, EDIT_RULE = "承诺", "commitment_edit"
WORDS = ("title", "text", "criterion", "beneficiary", "basis")
PARTS = ("withdraw", "keep")  # what becomes of the open parts of a whole that is withdrawn
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def register(*, by, registrar=None, allow_incomplete=False, **promise):
    """Register one commitment, start its clock and publish it. `promise`: the fields of gate.Promise.

    Raises DomainError("refused") for one who may not register, and "bad_…" with the field for what the gate misses.
    """
    return register_many(promises=[Promise(**promise)], by=by, registrar=registrar, allow_incomplete=allow_incomplete)[0]


@transaction.atomic
def register_many(*, promises, by, registrar=None, allow_incomplete=False):
    """Register many commitments at once, all or none. Returns one Commitment a promise, in order.

    A promise whose source_key is registered already gives the commitment that is there. `registrar`: the agency that registers, by
    default the actor's own. `allow_incomplete`: to whom and how checked may be empty, because a document is silent; the page asks for it.
    """
    registrar = registrar or default_registrar(by)
    check_may_register(by, registrar)
    promises = [tidy(promise) for promise in with_wholes_locked(promises)]
    for promise in promises:
        check_promise(promise, by=by, allow_incomplete=allow_incomplete)
    present = registered_under(promises)
    fresh = [promise for promise in promises if promise.source_key is None or promise.source_key not in present]
    made = create(fresh, by=by, registrar=registrar)
    by_promise = {id(promise): commitment for promise, commitment in zip(fresh, made, strict=True)}
    return [by_promise.get(id(promise)) or present[promise.source_key] for promise in promises]


def default_registrar(by):
    """The agency for which the actor registers when none is named; None for a system job, which registers for each leading agency."""
    own = sorted(agency for role, agency in by.memberships if role in REGISTRARS)
    return Agency.objects.get(pk=own[0]) if own else None


def check_may_register(by, registrar):
    if by.is_system:
        return
    if registrar is None or not by.has(*REGISTRARS, agency=registrar):
        raise DomainError("refused", _("登记承诺由经办人、信用办或者督查人员办理。"))


def tidy(promise):
    """Without white space at the edges and without NUL, which PostgreSQL can't store; each agency once, in its first part; the kind's own
    fields checked."""
    seen, others = {promise.agency.pk}, {}
    for part in ("leads", "cooperating"):
        others[part] = tuple(agency for agency in getattr(promise, part) if not (agency.pk in seen or seen.add(agency.pk)))
    words = {name: getattr(promise, name).replace("\0", "").strip() for name in WORDS}
    extra = checked_values(promise.kind.fields, promise.extra or {})
    return replace(promise, promised_on=promise.promised_on or timezone.localdate(), extra=extra, **words, **others)


def with_wholes_locked(promises):
    """The promises with their wholes as they stand now; none of these is claimed or withdrawn before the parts are there."""
    wholes = {one.pk: one for one in lock({promise.whole.pk for promise in promises if promise.whole})}
    return [replace(promise, whole=wholes[promise.whole.pk]) if promise.whole else promise for promise in promises]


def registered_under(promises):
    keys = [promise.source_key for promise in promises if promise.source_key]
    if len(keys) > len(set(keys)):
        raise DomainError("bad_source_key", _("同一份文件的同一处不能登记两次。"))
    return {one.source_key: one for one in Commitment.objects.filter(source_key__in=keys)}


def create(promises, *, by, registrar):
    if not promises:
        return []
    year = timezone.localdate().year
    numbers = next_numbers(SERIES, year, len(promises))
    rows = [row_of(promise, f"{SERIES}〔{year}〕{number}号", by, registrar) for promise, number in zip(promises, numbers, strict=True)]
    try:
        with transaction.atomic():
            made = Commitment.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        raise DomainError("registered_meanwhile", _("这份文件刚刚由别人登记了。请刷新页面再看。")) from error
    pairs = list(zip(made, promises, strict=True))
    Participation.objects.bulk_create([one for pair in pairs for one in participations(*pair)])
    rule_of = cache(Rule.objects.in_force)
    deadlines.start_many([limit for pair in pairs for limit in limits(*pair, rule_of)])
    emit_many(names.COMMITMENT_REGISTERED, model=Commitment, rows=[(one.pk, {"on": one.promised_on}) for one in made], by=by)
    publish_commitments([*(one.pk for one in made), *roll_up(one.whole_id for one in made)])
    return made


def row_of(promise, number, by, registrar):
    same = ("kind", "agency", "source_key", "promised_on", "frequency", "continuous", "extra", "whole", "weight", *WORDS)
    values = {name: getattr(promise, name) for name in same}
    return Commitment(number=number, registrar=registrar or promise.agency, created_by=by.user, **values)


def participations(commitment, promise):
    for role, agencies in (("lead", promise.leads), ("cooperating", promise.cooperating)):
        for agency in agencies:
            yield Participation(commitment=commitment, agency=agency, role=role)


def limits(commitment, promise, rule_of):
    """One for fulfilment, by the day that a document named or by the kind's rule; one for acknowledging it, where the kind wants that; one for
    the first report; none for what goes on."""
    others = tuple(agency.pk for agency in (*promise.leads, *promise.cooperating))
    if promise.due_on:
        yield limit(commitment, "fulfil", rule_of("document_date"), commitment.promised_on, promise.due_on, others)
    elif promise.kind.rule_code and not promise.continuous and not promise.frequency:
        code = promise.kind.hard_rule_code if promise.hard else promise.kind.rule_code
        yield limit(commitment, "fulfil", rule_of(code), commitment.promised_on, None, others)
    if promise.kind.receipt_rule:
        yield limit(commitment, "receipt", rule_of(promise.kind.receipt_rule), timezone.localdate(), None, ())
    if promise.frequency:
        yield report_limit(commitment, after=timezone.localdate(), others=others, rule_of=rule_of)


def limit(commitment, purpose, rule, started_on, fixed_on, others):
    return Limit(commitment, purpose, commitment.title, commitment.agency_id, rule, started_on, fixed_on, others)


def report_limit(commitment, *, after, others, rule_of=Rule.objects.in_force):
    """The limit of the periodic report: the end of the period in which the day `after` lies. `others`: the agencies that take part."""
    return limit(commitment, "report", rule_of("commitment_report"), after, period_end(commitment.frequency, after), others)


def period_end(frequency, day):
    """The last day of the month, quarter, half-year or year in which `day` lies."""
    months = MONTHS[frequency]
    last = (day.month - 1) // months * months + months
    return date(day.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)


@transaction.atomic
def edit(*, commitment, title, text, by, criterion="", beneficiary="", basis="", extra=None):
    """Mend the words of a commitment as long as nothing was reported and its registration is recent (rule `commitment_edit`);
    what was left empty may be filled in later, too. Raises DomainError("refused", "already_reported", "edited_too_late", "bad_…")."""
    now = check_may_edit(commitment, by)
    words = {"title": title, "text": text, "criterion": criterion, "beneficiary": beneficiary, "basis": basis}
    for name, value in words.items():
        setattr(commitment, name, value.replace("\0", "").strip())
    if extra is not None:
        commitment.extra = checked_values(commitment.kind.fields, extra)
    check_recent_or_filled_in(now, commitment)
    check_what(commitment)
    check_whom_and_how(commitment)
    if not commitment.basis and commitment.registrar_id != commitment.agency_id:
        refuse("basis", _("为其他单位登记承诺，写明依据的文件和条目。"))
    commitment.save(update_fields=[*words, "extra"])
    deadlines.retitle(subject=commitment, title=commitment.title)
    publish_commitments([commitment.pk])
    return commitment


def check_recent_or_filled_in(before, after):
    """Later than the rule allows, what the public has read changes only lawfully: words that were there stay as they were."""
    last = last_day_to_edit(before)
    if timezone.localdate() <= last:
        return
    for name in WORDS:
        old = getattr(before, name).replace("\r\n", "\n").strip()
        if old and old != getattr(after, name).replace("\r\n", "\n"):
            raise too_late_to_edit(last, name)
    for name, value in before.extra.items():
        if value not in ("", None) and after.extra.get(name) != value:
            raise too_late_to_edit(last, name)


def last_day_to_edit(commitment):
    rule, start = Rule.objects.in_force(EDIT_RULE), timezone.localdate(commitment.created_at)
    return due_date(start=start, amount=rule.amount, unit=rule.unit, calendar=current_calendar()).due


def too_late_to_edit(last, field):
    words = _("登记的内容%(day)s以前可以直接改，现在只能补填空着的项目。要改已经公开的内容，请申请依法变更。")
    return DomainError("edited_too_late", words % {"day": day(last)}, field=field)


@transaction.atomic
def apply_change(*, commitment, words, by, **told):
    """Write the new `words` ({name: words}, empty where only the limit changed) that another room's decision gave an open commitment.

    The caller has checked who may decide. `told`: what the event keeps beside the old and new words, for the public page. Raises
    DomainError("no_such_step") for a commitment that is not open, and "bad_…" of the gate.
    """
    commitment = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    check_state(commitment, *Commitment.UNDERWAY)
    before = {name: getattr(commitment, name) for name in words}
    for name, value in words.items():
        setattr(commitment, name, value)
    check_what(commitment)
    commitment.changed_on = timezone.localdate()
    commitment.save(update_fields=[*words, "changed_on"])
    if "title" in words:
        deadlines.retitle(subject=commitment, title=commitment.title)
    emit(names.COMMITMENT_CHANGED, subject=commitment, by=by, on=commitment.changed_on, before=before, after=words, **told)
    return commitment


@transaction.atomic
def end_lawfully(*, commitment, reason, by, **told):
    """A promise need not be kept any more, as another room decided for a lawful `reason`: its clocks stop. `told` as in apply_change().

    The level above takes the step. Raises DomainError("refused", "no_such_step"), "parts_unfinished" while a part is still owed.
    """
    check_parts_are_done(commitment)
    commitment.changed_on = timezone.localdate()
    commitment.save(update_fields=["changed_on"])
    transition(commitment, to="changed", by=by, reason=reason, on=commitment.changed_on, before={}, after={}, **told)
    stop_clocks(commitment, by=by, reason=reason)
    publish_commitments([commitment.pk, *roll_up([commitment.whole_id])])
    return commitment


def check_may_edit(commitment, by):
    """The commitment as it stands now."""
    # locked, so that no first report or decision comes in between; the row as it stands now, not as a page read it
    now = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    if why := why_not_edit(now, by):
        raise DomainError(*why)
    return now


def why_not_edit(commitment, by):
    """(code, sentence) that says why the actor may not mend the commitment; empty if nothing is against it."""
    own = any(by.has(Role.CLERK, agency=agency) for agency in (commitment.agency_id, commitment.registrar_id))
    if not (own or by.is_system):
        return "refused", _("修改承诺由责任单位或者登记单位的经办人办理。")
    if not commitment.kind.by_hand:
        return kept_elsewhere()
    if commitment.state != "open":
        return "already_reported", _("这项承诺“%(state)s”，内容不能再改。") % {"state": commitment.get_state_display()}
    if commitment.reporters:
        return "already_reported", _("已经报告过进展，承诺的内容不能再改。")
    return ()


def check_state(commitment, *states):
    """Two services take different steps to one state; each begins where it belongs. Raises DomainError("no_such_step")."""
    if commitment.state not in states:
        raise DomainError("no_such_step", _("当前状态是“%(state)s”，不能这样办理。") % {"state": commitment.get_state_display()})


@transaction.atomic
def declare_broken(*, commitment, by, reason):
    """A supervisor decides that an open commitment was not kept. Its limit was missed by that, its other clocks stop."""
    check_state(commitment, *Commitment.UNDERWAY)
    transition(commitment, to="broken", by=by, reason=reason, on=timezone.localdate())
    for deadline in live_deadlines(commitment):
        if deadline.purpose == "fulfil":
            deadlines.fail(deadline=deadline, on=timezone.localdate(), by=by, reason=reason)
    stop_clocks(commitment, by=by, reason=reason)
    publish_commitments([commitment.pk])
    return commitment


@transaction.atomic
def declare_stalled(*, commitment, by, reason):
    """A supervisor decides that nothing moves. It is owed as before and its limits run on; the agency's next report ends it.

    Raises DomainError("kept_elsewhere"), and "refused", "missing", "stale", "no_such_step" of the step.
    """
    check_by_hand(commitment)
    transition(commitment, to="stalled", by=by, reason=reason, on=timezone.localdate())
    publish_commitments([commitment.pk])
    return commitment


@transaction.atomic
def withdraw_commitment(*, commitment, by, reason):
    """A commitment is withdrawn for a reason that stays public with it. Its clocks stop."""
    transition(commitment, to="withdrawn", by=by, reason=reason, on=timezone.localdate())
    stop_clocks(commitment, by=by, reason=reason)
    publish_commitments([commitment.pk, *roll_up([commitment.whole_id])])
    return commitment


@transaction.atomic
def withdraw_by_hand(*, commitment, by, reason, parts=""):
    """withdraw_commitment() for what no business of its own keeps. What becomes of parts that are still open is decided with the whole:
    `parts` is "withdraw" (for the same reason) or "keep" (each stays a promise of its own agency, with its limit).

    A part that is being verified stays in either case. Raises DomainError("kept_elsewhere", "parts_undecided"), too.
    """
    check_by_hand(commitment)
    lock([commitment.pk])  # no part is given out meanwhile
    open_parts = [part for part in lock(commitment.parts.values_list("pk", flat=True)) if part.state in Commitment.UNDERWAY]
    if open_parts and parts not in PARTS:
        words = _("还有%(count)d个子任务没有办结，请选择一并撤销还是保留。") % {"count": len(open_parts)}
        raise DomainError("parts_undecided", words, field="parts")
    withdraw_commitment(commitment=commitment, by=by, reason=reason)
    for part in open_parts if parts == "withdraw" else ():
        withdraw_commitment(commitment=part, by=by, reason=reason)
    return commitment


def check_by_hand(commitment):
    if not commitment.kind.by_hand:
        raise DomainError(*kept_elsewhere())


def stop_clocks(commitment, *, by, reason):
    for deadline in live_deadlines(commitment):
        deadlines.cancel(deadline=deadline, by=by, reason=reason)


def live_deadlines(commitment):
    """The running, paused and overdue deadlines of the commitment, whatever was prefetched before."""
    return list(commitment.deadlines.model.objects.of(commitment).live().order_by("pk"))
