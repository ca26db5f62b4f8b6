"""The credit office's decision on a draft: it comes into force, or it is no record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.numbers import DocumentNumber
from core.documents.series import next_number
from core.errors import DomainError
from core.states.services import check_step, transition
from core.texts import checked_reason
from credit_records.records import periods
from credit_records.records.models import CreditRecord
from credit_records.records.public import publish_record
from credit_records.records.services.drafting import end_review
from credit_records.records.services.rows import locked, write

PUBLIC, INTERNAL = "信录", "信内"  # 信录〔2026〕12号; a series of its own for what is not public, so that gaps tell nobody anything


@transaction.atomic
def confirm_record(*, record, by, reason, leniency="", leniency_ground=None):
    """Bring a reviewed record into force (生效): it gets its number and its period, and is published where its type says so.

    `leniency`: lighter measures, or none, for who corrected the matter of their own accord, with its ground.
    Raises DomainError: "refused" (role, maker and checker, somebody named in it), "missing" (reason, evidence), "leniency_without_ground",
    "not_so_lenient".
    """
    record, today, reason, now = locked(record), timezone.localdate(), checked_reason(reason), timezone.now()
    check_step(record, to="in_force", by=by)
    check_leniency(record, leniency, leniency_ground)
    write(
        record,
        number=new_number(record, today.year),
        confirmed_by=by.user,
        decided_at=now,
        effective_on=today,
        version_began_at=now,
        reason=reason,
        leniency=leniency,
        leniency_ground=leniency_ground,
    )
    transition(record, to="in_force", by=by, reason=reason)
    end_review(record, by)
    periods.begin(record, periods.period_on(record, today), by)
    publish_record(record)
    return record


def new_number(record, year):
    sign = sign_of(record)
    return str(DocumentNumber(sign, year, next_number(sign, year)))


def sign_of(record):
    return PUBLIC if record.is_public else INTERNAL


def check_leniency(record, leniency, ground):
    if bool(leniency) != bool(ground):
        raise DomainError("leniency_without_ground", _("从轻、免予惩戒要选情形；不从轻的不选。"), field="leniency_ground")
    if leniency and not record.type.is_bad:
        raise DomainError("not_so_lenient", _("守信记录没有惩戒，不用从轻。"), field="leniency")
    if leniency == CreditRecord.Leniency.EXEMPT and not ground.may_exempt:
        raise DomainError("not_so_lenient", _("“%(ground)s”只能从轻，不能免予惩戒。") % {"ground": ground}, field="leniency")


@transaction.atomic
def dismiss_record(*, record, by, reason):
    """Decide that a draft is no record (不予认定). It stays on file with the reason and is never public.

    Raises DomainError("refused", "missing").
    """
    record, reason = locked(record), checked_reason(reason)
    write(record, reason=reason, decided_at=timezone.now())
    transition(record, to="dismissed", by=by, reason=reason)
    end_review(record, by)
    return record
