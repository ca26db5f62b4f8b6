"""How a record stops standing, and the mark while it is disputed. Called by what decides so: a revision, an objection, a repair, the sweep."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines.models import Deadline
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.states.services import transition, transition_many
from core.texts import checked_reason, in_the_portals_language
from credit_records.records import periods
from credit_records.records.models import CreditRecord
from credit_records.records.public import publish_record, withdraw_records
from credit_records.records.services.deciding import check_leniency
from credit_records.records.services.rows import locked, write


@transaction.atomic
def dispute_record(*, record, by, **payload):
    """Mark a record that stands as disputed (异议处理中), on every page that shows it. Raises DomainError("no_such_step")."""
    record = locked(record)
    transition(record, to="disputed", by=by, **payload)
    publish_record(record)
    return record


@transaction.atomic
def end_dispute(*, record, by, reason, **payload):
    """Take the mark away: the record stands as it did before. One whose period ended meanwhile is left as it is."""
    record, reason = locked(record), checked_reason(reason, needed=True)
    if record.state == CreditRecord.State.DISPUTED:
        transition(record, to="in_force" if record.version == 1 else "corrected", by=by, reason=reason, **payload)
        publish_record(record)
    return record


@transaction.atomic
def repair_record(*, record, by, reason, **payload):
    """The subject has put it right (修复): from today on the record does not stand, and is shown nowhere public.

    Who may decide so, and whether the conditions are met, the caller has checked. Raises DomainError("no_such_step", "refused", "missing").
    """
    return end_record(locked(record), to="repaired", by=by, reason=checked_reason(reason, needed=True), **payload)


@transaction.atomic
def grant_leniency(*, record, by, leniency, ground, reason):
    """Treat a record that stands more lightly (从轻、免予惩戒), with its ground; measures follow. Who may decide so the caller has checked.

    Raises DomainError("not_standing", "leniency_without_ground", "not_so_lenient").
    """
    record, reason = locked(record), checked_reason(reason, needed=True)
    if not record.stands:
        raise DomainError("not_standing", _("这条记录是“%(state)s”，没有可以从轻的惩戒。") % {"state": record.get_state_display()})
    check_leniency(record, leniency, ground)
    write(record, leniency=leniency, leniency_ground=ground)
    emit(names.RECORD_CHANGED, subject=record, by=by, source=record.state, target=record.state, reason=reason, leniency=leniency)
    return record


def end_record(record, *, to, by, reason, **payload):
    """`record`: locked by the caller."""
    write(record, reason=reason, ended_on=timezone.localdate())
    transition(record, to=to, by=by, reason=reason, **payload)
    periods.end(record, by, reason)
    periods.recount_others(record, by)
    withdraw_records([record], reason)
    return record


@transaction.atomic
@in_the_portals_language
def expire_records(*, periods_ended, by):
    """Records whose period is over (期满): they come down on that day, everywhere. `periods_ended`: primary keys of their deadlines.

    Set-based, and exactly once: what does not stand any more is left as it is. Returns the primary keys of the records.
    """
    deadlines = Deadline.objects.filter(
        content_type=ContentType.objects.get_for_model(CreditRecord), pk__in=periods_ended, purpose=periods.PURPOSE, state="ended"
    )
    records = CreditRecord.objects.filter(pk__in=deadlines.values("object_id"))
    last_day = Subquery(deadlines.filter(object_id=OuterRef("pk")).values("due_on")[:1])
    ended_on, reason = Greatest(last_day, F("effective_on")), _("期满")
    keys = [
        key
        for state in CreditRecord.STANDING
        for key in transition_many(records, source=state, to="expired", by=by, ended_on=ended_on, reason=reason)
    ]
    withdraw_records(CreditRecord.objects.filter(pk__in=keys).with_subject(), reason)
    return keys
