"""An objection's way: filed, the source unit asked and heard, an outcome proposed, decided by another. Nothing else writes objections."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actor import Actor
from core.deadlines import services as deadlines
from core.deadlines.services import Limit
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.papers.receipts import hash_of, new_receipt
from core.rules.models import Rule
from core.sealed import blind_index, reseals, seal, unseal
from core.states.services import check_step, transition
from core.texts import checked_reason, checked_words
from credit_records.objections.models import OUTCOMES, Objection
from credit_records.records import services as records
from credit_records.records.models import CreditRecord, Revision
from credit_records.records.queries import office_agency_ids
from credit_records.records.services.rows import credit_office_id, write
from credit_records.records.services.rows import locked as locked_record

MARKING = Actor.system("objections")  # the mark follows from the objection: nobody sets it by hand


@transaction.atomic
def file_objection(*, record, by, grounds, text, files=()):
    """The subject objects: the civil servant about the own record, the agency's staff about the agency's.

    Raises DomainError: "refused", "not_standing", "already_filed", "no_grounds", "words_missing", and what attach() raises.
    """
    record = locked_record(record)
    check_subject(record, by)
    objection = Objection(record=record, created_by=by.user, agency_id=record.file.agency_id)
    return filed(objection, by, grounds, text, files)


def check_subject(record, by):
    """Raises DomainError("refused") for who is not the record's subject."""
    if not record.concerns(by):
        raise DomainError("refused", _("只有记录所涉及的公务员本人，或者所涉及单位的经办人、审核人，可以在这里提出异议。"))


@transaction.atomic
def file_public_objection(*, record, by, grounds, text, name, contact, files=(), email="", language=settings.LANGUAGE_CODE):
    """A citizen objects to a record that the public sees. Returns the objection; its `receipt` is shown once and kept nowhere.

    `email`: where mail goes that it was received and what was decided, in the `language`. It lies sealed, as name and telephone do.
    Raises DomainError as file_objection() does, and "not_public".
    """
    record = locked_record(record)
    if not record.is_public:
        raise DomainError("not_public", _("这条记录没有公示。"))
    receipt = new_receipt()
    objection = Objection(
        record=record,
        name_sealed=seal(checked_words(name, field="name", label=_("姓名"), most=80)),
        code_hash=hash_of(receipt),
        language=language,
    )
    seal_contact(objection, checked_words(contact, field="contact", label=_("电话或者邮箱"), most=120))
    if email := checked_words(email, field="email", label=_("收通知的邮箱"), most=254, needed=False):
        objection.email_sealed = seal(email)
    filed(objection, MARKING, grounds, text, files)
    objection.receipt = receipt
    return objection


def seal_contact(objection, contact):
    objection.contact_sealed, objection.contact_index = seal(contact), blind_index(f"contact:{contact}")


@reseals
@transaction.atomic
def reseal_contacts():
    """Seal names, telephones and addresses with the first key. Returns how many objections had any."""
    objections = list(Objection.objects.exclude(contact_sealed="").order_by("pk").select_for_update(no_key=True))
    for objection in objections:
        objection.name_sealed = seal(objection.citizen_name)
        seal_contact(objection, objection.contact)
        objection.email_sealed = objection.email_sealed and seal(unseal(objection.email_sealed))
    return Objection.objects.bulk_update(objections, ["name_sealed", "contact_sealed", "contact_index", "email_sealed"], batch_size=500)


def filed(objection, by, grounds, text, files):
    """Keep it, start the clock, mark the record. `objection.record`: locked."""
    record = objection.record
    check_standing(record)
    objection.grounds, objection.source = checked_grounds(grounds), source_of(record)
    objection.text = checked_words(text, field="text", label=_("说明"), most=5_000)
    try:
        with transaction.atomic():
            objection.save()
    except IntegrityError:
        raise DomainError("already_filed", _("对这条记录已经提出过异议，正在处理，不用重复提出。新的材料可以交给信用办。")) from None
    attach(subject=objection, files=files, by=by)
    write(objection, limit=start_limit(objection))
    mark(record)
    emit(names.OBJECTION_FILED, subject=objection, by=by, record=record.pk)
    return objection


def check_standing(record):
    if not record.stands:
        raise DomainError("not_standing", _("这条记录是“%(state)s”，没有可以提出异议的内容。") % {"state": record.get_state_display()})


def checked_grounds(grounds):
    known = [ground for ground in Objection.Ground.values if ground in grounds]
    if not known or len(known) != len(set(grounds)):
        raise DomainError("no_grounds", _("选择记录哪里有误"), field="grounds")
    return known


def source_of(record):
    """The unit that must be asked; None where the system or the credit office itself entered the record."""
    own = record.source_deadline_id is not None or record.agency_id in office_agency_ids()
    return None if own else record.agency


def start_limit(objection):
    """3 working days where the office can answer from its own file, 7 where the source unit is asked (rule data)."""
    rule = Rule.objects.in_force("credit_objection_local_source" if objection.source_id else "credit_objection_local_own")
    title = _("异议：%(record)s") % {"record": objection.record}
    return deadlines.start_many([Limit(objection, "objection", title, credit_office_id(), rule, timezone.localdate())])[0]


def mark(record):
    """异议处理中 at a record that stands; several objections share the mark."""
    if record.state in (CreditRecord.State.IN_FORCE, CreditRecord.State.CORRECTED):
        records.dispute_record(record=record, by=MARKING)


@transaction.atomic
def ask_source(*, objection, by):
    """Ask the unit that entered the record; its own clock begins. Raises DomainError("refused", "no_such_step")."""
    objection, now = locked(objection), timezone.now()
    write(objection, asked_at=now)
    transition(objection, to="asked", by=by)
    title = _("核查异议：%(record)s") % {"record": objection.record}
    rule = Rule.objects.in_force("credit_objection_answer")
    deadlines.start_many([Limit(objection, "answer", title, objection.source_id, rule, timezone.localdate(now))])
    return objection


@transaction.atomic
def answer_objection(*, objection, by, answer, files=()):
    """The source unit says what it found. Raises DomainError("refused", "words_missing"), and what attach() raises."""
    objection = locked(objection)
    words = checked_words(answer, field="answer", label=_("核查情况"), most=5_000)
    write(objection, answer=words, answered_by=by.user)
    transition(objection, to="answered", by=by, reason=words)
    attach(subject=objection, files=files, by=by)
    if limit := objection.answer_limit:
        deadlines.meet(deadline=limit, on=timezone.localdate(), by=by)
    return objection


@transaction.atomic
def propose_outcome(*, objection, by, outcome, opinion, files=(), **content):
    """Propose to uphold, correct or revoke the record; `content` is what a corrected record shall say (see checked_content).

    Raises DomainError: "refused", "missing" (the source unit still has time), "no_outcome", and what propose_correction() raises.
    """
    objection = locked(objection)
    if outcome not in OUTCOMES:
        raise DomainError("no_outcome", _("选择处理意见"), field="outcome")
    check_step(objection, to="proposed", by=by)
    opinion = checked_words(opinion, field="opinion", label=_("理由"), most=5_000)
    revision = proposed_revision(objection, by, outcome, opinion, content)
    write(objection, outcome=outcome, opinion=opinion, proposed_by=by.user, revision=revision)
    transition(objection, to="proposed", by=by, reason=opinion)
    attach(subject=objection, files=files, by=by)
    if limit := objection.answer_limit:
        deadlines.cancel(deadline=limit, by=by, reason=_("逾期没有答复，依现有材料提出处理意见"))
    return objection


def proposed_revision(objection, by, outcome, opinion, content):
    """The change of the record that is decided together with the objection; none where it stays, or is revoked already."""
    words = {"record": objection.record, "by": by, "reason": opinion, "origin": Revision.Origin.OBJECTION}
    if outcome == "corrected":
        return records.propose_correction(**words, **content)
    if outcome == "revoked" and objection.record.state != CreditRecord.State.REVOKED:
        return records.propose_revocation(**words)
    return None


@transaction.atomic
def return_proposal(*, objection, by, reason):
    """Another outcome is to be proposed. Raises DomainError("refused", "missing")."""
    objection, reason = locked(objection), checked_reason(reason, needed=True)
    transition(objection, to="answered", by=by, reason=reason)
    if objection.revision:
        records.refuse_revision(revision=objection.revision, by=by, reason=reason, origin=Revision.Origin.OBJECTION)
    write(objection, revision=None)
    return objection


@transaction.atomic
def decide_objection(*, objection, by, reason):
    """Decide as it was proposed, by another person who did not confirm the record. The record changes at once, everywhere.

    Raises DomainError: "refused" (role, proposer, confirmer, somebody concerned), "missing" (reason), "stale", "not_running" (paused).
    """
    objection, reason = locked(objection), checked_reason(reason, needed=True)
    check_step(objection, to=objection.outcome, by=by)
    write(objection, decided_by=by.user, decided_at=timezone.now(), decision=reason)
    number = objection.record.number
    transition(objection, to=objection.outcome, by=by, reason=reason, record=objection.record_id, number=number)
    if objection.revision:
        records.approve_revision(revision=objection.revision, by=by, reason=reason, origin=Revision.Origin.OBJECTION)
    return closed(objection, by, reason)


@transaction.atomic
def refuse_objection(*, objection, by, reason):
    """Not acceptable: there is no such matter in the record, or the same was decided before without new facts.

    Raises DomainError("refused", "missing").
    """
    objection, reason = locked(objection), checked_reason(reason, needed=True)
    check_step(objection, to="refused", by=by)
    write(objection, decided_by=by.user, decided_at=timezone.now(), decision=reason)
    transition(objection, to="refused", by=by, reason=reason)
    return closed(objection, by, reason)


@transaction.atomic
def withdraw_objection(*, objection, by):
    """Who filed it takes it back, before an outcome is proposed. Raises DomainError("refused", "no_such_step")."""
    objection = locked(objection)
    write(objection, decided_at=timezone.now())
    transition(objection, to="withdrawn", by=by)
    for limit in objection.deadlines.live():
        deadlines.cancel(deadline=limit, by=by, reason=_("异议已撤回"))
    unmark(objection.record, _("异议已撤回"))
    return objection


@transaction.atomic
def withdraw_by_receipt(*, code, by):
    """A citizen takes it back with the receipt code. `by` is nobody: the code is what lets one in. Raises DomainError("no_such_receipt")."""
    objection = Objection.objects.filter(code_hash=hash_of(code)).first()
    if objection is None:
        raise DomainError("no_such_receipt", _("没有这个回执码，请核对后重新填写。"), field="code")
    return withdraw_objection(objection=objection, by=Actor.system("objector"))


def closed(objection, by, reason):
    deadlines.meet(deadline=objection.limit, on=timezone.localdate(), by=by)
    unmark(objection.record, reason)
    return objection


def unmark(record, reason):
    """The mark goes with the last open objection; what was corrected meanwhile is marked again while others are open."""
    record = locked_record(record)
    if record.objections.open().exists():
        mark(record)
    else:
        records.end_dispute(record=record, by=MARKING, reason=reason)


@transaction.atomic
def pause_objection(*, objection, by, reason):
    """Stop the clock for an appraisal (鉴定、检测、评审). Raises DomainError("refused", "may_not_pause", "words_missing")."""
    objection, reason = office_only(locked(objection), by), checked_reason(reason, needed=True)
    deadlines.pause(deadline=objection.limit, asked_on=timezone.localdate(), reason=reason, by=by)
    return objection


@transaction.atomic
def resume_objection(*, objection, by):
    """The appraisal is there. Raises DomainError("refused", "not_paused")."""
    objection = office_only(locked(objection), by)
    deadlines.resume(deadline=objection.limit, answered_on=timezone.localdate(), by=by)
    return objection


def refusal_of(objection, targets, by):
    """Why the actor can't take the step to one of these states now, in words; empty where nothing is against it."""
    steps = [step for step in objection.next_steps() if step.target in targets]
    if not steps:
        return _("当前状态是“%(state)s”，不能这样办理。") % {"state": objection.get_state_display()}
    return objection.refusal(steps[0], by)


def office_only(objection, by):
    if not objection.may_be_timed_by(by):
        raise DomainError("refused", _("中止和恢复计时由信用办办理。"))
    return objection


def locked(objection):
    """The row as it stands now, its record locked before it: everybody takes them in this order."""
    record = locked_record(objection.record)
    objection = (
        Objection.objects.select_for_update(no_key=True, of=("self",)).select_related("limit", "revision", "source").get(pk=objection.pk)
    )
    objection.record = record
    return objection
