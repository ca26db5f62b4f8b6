"""A repair's way: applied for, accepted, examined, decided by another; then everything that follows from the record ends together."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.services import Limit
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.papers.services import issue
from core.rules.models import Rule
from core.states.services import check_step, transition
from core.texts import checked_reason, checked_words
from credit_records.records import services as records
from credit_records.records.services.rows import credit_office_id, write
from credit_records.records.services.rows import locked as locked_record
from credit_records.repair.conditions import conditions_of
from credit_records.repair.models import OUTCOMES, RepairApplication
from credit_records.repair.papers import KIND, content_of

Kind = RepairApplication.Kind


@transaction.atomic
def apply_for_repair(*, record, by, rectification, duties, promise, duties_done=True, files=(), kind=Kind.REPAIR, leniency="", ground=None):
    """The agency's clerk for the agency's record, the civil servant for the own.

    Raises DomainError: "refused", "condition_missing" (says what to do and from which day it is possible), "proof_missing",
    "duties_missing", "leniency_without_ground", "not_so_lenient", "words_missing", and what attach() raises.
    """
    record = locked_record(record)
    check_applicant(record, by)
    check_conditions(record, kind)
    if not files:
        raise DomainError("proof_missing", _("请附上已经纠正的证明材料。"), field="files")
    if not duties_done:
        raise DomainError("duties_missing", _("其他义务履行完毕以后才能申请，履行完毕的请勾选。"), field="duties_done")
    if kind == Kind.LENIENCY:
        records.check_leniency(record, leniency, ground)
    application = RepairApplication(
        record=record,
        kind=kind,
        leniency=leniency,
        ground=ground,
        agency_id=record.file.agency_id,
        created_by=by.user,
        rectification=checked_words(rectification, field="rectification", label=_("纠正情况"), most=5_000),
        duties=checked_words(duties, field="duties", label=_("其他义务的履行情况"), most=5_000),
        promise=checked_words(promise, field="promise", label=_("信用承诺"), most=2_000),
    )
    save_once(application)
    attach(subject=application, files=files, by=by)
    start_limit(application, "repair_accept", "credit_repair_accept")
    emit(names.REPAIR_FILED, subject=application, by=by)
    return application


@transaction.atomic
def apply_for_leniency(*, record, by, leniency, ground, **words):
    """Ask for lighter measures, or none, after correcting the matter of one's own accord. Raises DomainError as apply_for_repair() does."""
    return apply_for_repair(record=record, by=by, kind=Kind.LENIENCY, leniency=leniency, ground=ground, **words)


def check_applicant(record, by):
    """Raises DomainError("refused") for who may not apply about this record."""
    if not may_apply(record.file, by):
        raise DomainError("refused", _("修复由记录所涉及单位的经办人，或者公务员本人申请。"))


def may_apply(file, by):
    """The agency's clerks for the records of its file, the civil servant for the own."""
    if file.agency_id:
        return by.has(Role.CLERK, agency=file.agency_id)
    return by.is_person and file.civil_servant.user_id == by.user.pk


def check_conditions(record, kind):
    for condition in conditions_of(record, kind):
        if not condition.is_met:
            raise DomainError("condition_missing", condition.todo)


def save_once(application):
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:
        raise DomainError("condition_missing", _("对这条记录的申请正在办理，请等决定以后再申请。")) from None


def start_limit(application, purpose, rule):
    """3 working days to accept, then 7 to decide (rule data)."""
    limit = Limit(application, purpose, str(application), credit_office_id(), Rule.objects.in_force(rule), timezone.localdate())
    write(application, limit=deadlines.start_many([limit])[0])


def meet_limit(application, by):
    deadlines.meet(deadline=application.limit, on=timezone.localdate(), by=by)


@transaction.atomic
def accept_repair(*, application, by):
    """The office takes it on; its time to decide begins. Raises DomainError("refused", "no_such_step")."""
    application = locked(application)
    check_step(application, to="accepted", by=by)
    write(application, accepted_by=by.user)
    transition(application, to="accepted", by=by)
    meet_limit(application, by)
    start_limit(application, "repair_decide", "credit_repair_decide")
    return application


@transaction.atomic
def not_accept_repair(*, application, by, reason):
    """Something is missing: all of it is said at once (一次性告知). Raises DomainError("refused", "missing")."""
    application, reason = locked(application), checked_reason(reason, needed=True)
    check_step(application, to="not_accepted", by=by)
    write(application, decided_by=by.user, decided_at=timezone.now(), decision=reason)
    transition(application, to="not_accepted", by=by, reason=reason)
    meet_limit(application, by)
    return application


@transaction.atomic
def propose_repair(*, application, by, outcome, opinion):
    """Propose to approve or to refuse. Raises DomainError("refused", "no_outcome", "words_missing")."""
    application = locked(application)
    if outcome not in OUTCOMES:
        raise DomainError("no_outcome", _("选择审查意见"), field="outcome")
    opinion = checked_words(opinion, field="opinion", label=_("理由"), most=5_000)
    check_step(application, to="proposed", by=by)
    write(application, outcome=outcome, opinion=opinion, proposed_by=by.user)
    return transition(application, to="proposed", by=by)


@transaction.atomic
def return_repair(*, application, by, reason):
    """Another opinion is to be proposed. Raises DomainError("refused", "missing")."""
    application, reason = locked(application), checked_reason(reason, needed=True)
    return transition(application, to="accepted", by=by, reason=reason)


@transaction.atomic
def decide_repair(*, application, by, reason):
    """Decide as it was proposed, by another person. A repair ends the record, its publicity, sharing and measures; leniency is written to it.

    Raises DomainError: "refused" (role, who accepted or examined it, somebody concerned), "missing" (reason), "condition_missing".
    """
    application, reason = locked(application), checked_reason(reason, needed=True)
    check_step(application, to=application.outcome, by=by)
    write(application, decided_by=by.user, decided_at=timezone.now(), decision=reason)
    transition(application, to=application.outcome, by=by, reason=reason)
    meet_limit(application, by)
    if application.state == RepairApplication.State.APPROVED:
        carry_out(application, by, reason)
    return application


def carry_out(application, by, reason):
    record = application.record
    check_still_possible(record)
    if application.is_repair:
        # 公开作出信用承诺: an agency's promise stands with the reason in the public chain
        words = _("准予修复。公开信用承诺：%(promise)s") % {"promise": application.promise} if application.agency_id else reason
        records.repair_record(record=record, by=by, reason=words)
    else:
        records.grant_leniency(record=record, by=by, leniency=application.leniency, ground=application.ground, reason=reason)
    subject = record.file.subject
    issue(kind=KIND.code, subject=application, as_of=timezone.localdate(), content=content_of(application), to=str(subject), by=by)


def refusal_of(application, targets, by):
    """Why the actor can't take the step to one of these states now, in words; empty where nothing is against it."""
    steps = [step for step in application.next_steps() if step.target in targets]
    if not steps:
        return _("当前状态是“%(state)s”，不能这样办理。") % {"state": application.get_state_display()}
    return application.refusal(steps[0], by)


def check_still_possible(record):
    if not record.stands or record.state == record.State.DISPUTED:
        words = _("这条记录现在是“%(state)s”，请退回重新审查。")
        raise DomainError("condition_missing", words % {"state": record.get_state_display()})


def locked(application):
    """The row as it stands now, its record locked before it."""
    record = locked_record(application.record)
    rows = RepairApplication.objects.select_for_update(no_key=True, of=("self",)).select_related("limit", "ground", "agency")
    application = rows.get(pk=application.pk)
    application.record = record
    return application
