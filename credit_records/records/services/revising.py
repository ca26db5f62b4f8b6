"""更正和撤销: one person proposes, another decides. Nothing is overwritten: what a record said becomes a version."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.states.services import check_step, find_step, transition
from core.texts import checked_reason, checked_words
from credit_records.records import periods
from credit_records.records.models import CreditRecord, RecordVersion, Revision, content_of
from credit_records.records.periods import is_over
from credit_records.records.public import publish_record
from credit_records.records.services.content import checked_content
from credit_records.records.services.ending import end_record
from credit_records.records.services.rows import locked, write


@transaction.atomic
def propose_correction(*, record, by, reason, files=(), origin=Revision.Origin.OFFICE, **content):
    """Propose what the record shall say. `content`: see checked_content.

    Raises DomainError: "refused", "not_standing", "period_over", "in_dispute", "nothing_changed", "already_proposed", and what
    checked_content() raises.
    """
    record = locked(record)
    check_period(record)
    new = checked_content(subject=record.file.subject, **content)
    if new == content_of(record):
        raise DomainError("nothing_changed", _("所填的和现在的记录完全一样，请改正有误的地方再提交。"))
    return propose(record, Revision.Kind.CORRECT, new, by=by, reason=reason, files=files, origin=origin)


@transaction.atomic
def propose_revocation(*, record, by, reason, files=(), origin=Revision.Origin.OFFICE):
    """Propose that the record be revoked, because it should not have been made. Raises DomainError as propose_correction() does."""
    record = locked(record)
    return propose(record, Revision.Kind.REVOKE, content_of(record), by=by, reason=reason, files=files, origin=origin)


def propose(record, kind, content, *, by, reason, files, origin):
    check_proposer(record, kind, by, origin)
    revision = Revision(
        record=record,
        kind=kind,
        origin=origin,
        of_version=record.version,
        proposal=checked_words(reason, field="reason", label=_("理由"), most=5_000),
        created_by=by.user,
        **content,
    )
    try:
        with transaction.atomic():
            revision.save()
    except IntegrityError:
        raise DomainError("already_proposed", _("这条记录已有一项变更等待批准，请先处理那一项。")) from None
    attach(subject=revision, files=files, by=by)
    emit(names.REVISION_PROPOSED, subject=revision, by=by)
    return revision


def check_proposer(record, kind, by, origin):
    if not record.stands:
        raise DomainError("not_standing", _("这条记录是“%(state)s”，不能再更正或者撤销。") % {"state": record.get_state_display()})
    check_dispute(record, origin)
    if why := record.refusal(find_step(record, "corrected" if kind == Revision.Kind.CORRECT else "revoked"), by):
        raise DomainError("refused", why)


def check_dispute(record, origin):
    if record.state == CreditRecord.State.DISPUTED and origin != Revision.Origin.OBJECTION:
        raise DomainError("in_dispute", _("这条记录正在处理异议，请在异议里更正或者撤销。"))


def check_period(record):
    """A record whose period is over, though the sweep has not come by yet, is not corrected any more: it would stand for days on which it did not."""
    if is_over(record) and record.effective_on < timezone.localdate():
        raise DomainError("period_over", _("这条记录已经期满，不能再更正；本不应当存在的可以撤销。"))


@transaction.atomic
def approve_revision(*, revision, by, reason, origin=Revision.Origin.OFFICE):
    """Carry a proposed correction or revocation out. `origin` says where it is decided: an objection's is decided with the objection.

    Raises DomainError: "refused" (role, proposer, somebody named in the record), "missing" (reason), "stale", "period_over",
    "with_the_objection", "in_dispute".
    """
    record = locked(revision.record)
    revision = decided(revision, record, by, reason, origin, "approved")
    check_dispute(record, origin)
    if record.version != revision.of_version or not record.stands:
        raise DomainError("stale", _("这条记录在提出变更以后又有了变化，请不同意这一项，重新提出。"))
    if revision.kind == Revision.Kind.CORRECT:
        check_period(record)
    transition(revision, to="approved", by=by, reason=revision.decision)
    if revision.kind == Revision.Kind.REVOKE:
        end_record(record, to="revoked", by=by, reason=revision.decision, revision=revision.pk)
    else:
        correct(record, revision, by)
    return revision


@transaction.atomic
def refuse_revision(*, revision, by, reason, origin=Revision.Origin.OFFICE):
    """Decide that the record stays as it is. Raises DomainError as approve_revision() does."""
    revision = decided(revision, locked(revision.record), by, reason, origin, "refused")
    return transition(revision, to="refused", by=by, reason=revision.decision)


def decided(revision, record, by, reason, origin, to):
    """The revision as it stands now, locked, with the decision written; `record`: its record, locked before it; `to`: what is decided."""
    revision = Revision.objects.select_for_update(no_key=True, of=("self",)).select_related("type").get(pk=revision.pk)
    revision.record = record
    if revision.origin != origin:
        raise DomainError("with_the_objection", _("这项变更由异议提出，请在异议的页面上决定。"))
    check_step(revision, to=to, by=by)
    write(revision, decided_by=by.user, decided_at=timezone.now(), decision=checked_reason(reason, needed=True))
    return revision


def correct(record, revision, by):
    """What it said becomes a version; the period is counted anew from what it says now."""
    now = timezone.now()
    RecordVersion.objects.create(
        record=record,
        number=record.version,
        began_at=record.version_began_at,
        ended_at=now,
        replaced_by=by.user,
        reason=revision.proposal,
        **content_of(record),
    )
    write(record, **content_of(revision), version=record.version + 1, version_began_at=now)
    transition(record, to="corrected", by=by, reason=revision.proposal, revision=revision.pk)
    periods.end(record, by, reason=revision.proposal)
    periods.begin(record, periods.period_on(record, record.effective_on), by)
    publish_record(record)
