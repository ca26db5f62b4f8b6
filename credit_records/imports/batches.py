"""The decision on a batch: another person confirms all its records at once, or none of them is one."""

from django.db import transaction
from django.utils import timezone

from core.deadlines import services as deadlines
from core.errors import DomainError
from core.jobs.services import enqueue
from core.states.services import find_step, missing_for, transition
from core.texts import checked_reason
from credit_records.imports.services import check_idle, locked, write_job
from credit_records.records.models import CreditRecord
from credit_records.records.services import confirm_many, dismiss_many
from credit_records.records.services.rows import write

KINDS = {"confirmed": "records_confirm", "refused": "records_refuse"}


@transaction.atomic
def ask_to_confirm(*, batch, by, reason):
    """Have all records of the batch brought into force. Raises DomainError: "refused" (role, maker and checker), "missing" (reason), "busy"."""
    return ask_to_decide(batch, "confirmed", by, reason)


@transaction.atomic
def ask_to_refuse(*, batch, by, reason):
    """Have all records of the batch dismissed (整批不予认定); the sheet may be uploaded again. Raises DomainError as ask_to_confirm()."""
    return ask_to_decide(batch, "refused", by, reason)


def ask_to_decide(batch, to, by, reason):
    batch, reason = locked(batch), checked_reason(reason)
    check_idle(batch)
    step = find_step(batch, to)
    if why := batch.refusal(step, by):
        raise DomainError("refused", why)
    if missing := missing_for(batch, step, reason):
        raise DomainError("missing", "".join(missing), field="reason")
    job = enqueue(KINDS[to], by=by, agency=batch.agency, arguments={"batch": batch.pk, "reason": reason})
    return write_job(batch, job)


def decide_records(*, batch, to, by, reason, advance):
    """In steps of a few hundred, each whole. Those that concern the actor are left to a colleague. Returns the counts."""
    decide = confirm_many if to == "confirmed" else dismiss_many
    waiting = CreditRecord.objects.filter(batch=batch, state="in_review")
    done, total = 0, waiting.count()
    advance(0, total)
    while keys := decide(records=waiting, by=by, reason=reason):
        done += len(keys)
        advance(done, total)
    left = waiting.count()
    if not left:
        close(batch, to, by, reason)
    return {"decided": done, "left": left}


@transaction.atomic
def close(batch, to, by, reason):
    batch = locked(batch)
    write(batch, decided_by=by.user, decided_at=timezone.now(), reason=reason)
    transition(batch, to=to, by=by, reason=reason)
    for deadline in batch.deadlines.live():
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
