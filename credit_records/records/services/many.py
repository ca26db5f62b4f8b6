"""The credit office's decision on many records at once: a fixed number of statements for a few hundred."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.directory.models import Tenure
from core.documents.numbers import DocumentNumber
from core.documents.series import next_numbers
from core.errors import DomainError
from core.states.services import transition_many
from core.texts import checked_reason
from credit_records.records import periods
from credit_records.records.models import CreditRecord, staff_agencies
from credit_records.records.public import publish_records
from credit_records.records.services.deciding import confirm_record, sign_of

MOST = 500


@transaction.atomic
def confirm_many(*, records, by, reason):
    """Bring up to 500 of these records that are under review into force, as confirm_record() does each. `records`: a queryset.

    What the actor made, is named in, or works for is left to another one. Returns the primary keys of those that came into force; none: there is
    nothing left that the actor may decide. A sanction (处分) goes alone, for its period depends on what else the person has.
    Raises DomainError: "refused" (role), "words_missing".
    """
    reason = checked_reason(reason, needed=True)
    rows = claimed(records.exclude(type__origin="discipline"), by)
    if not rows:
        return [confirm_record(record=one, by=by, reason=reason).pk for one in claimed(records, by, most=1)]
    now, today = timezone.now(), timezone.localdate()
    give_numbers(rows, today.year)
    begun = give_periods(rows, today)
    CreditRecord.objects.bulk_update(rows, ["number", "repairable_on", "period_ends_on"])
    decision = {"confirmed_by": by.user, "decided_at": now, "effective_on": today, "version_began_at": now}
    keys = decide(rows, "in_force", by, reason, **decision)
    deadlines.start_many([periods.limit(record, period) for record, period in begun])
    publish_records(list(CreditRecord.objects.with_subject().select_related("source_deadline__rule").filter(pk__in=keys).order_by("pk")))
    return keys


@transaction.atomic
def dismiss_many(*, records, by, reason):
    """Decide that up to 500 of these are no records, likewise (see dismiss_record)."""
    reason = checked_reason(reason, needed=True)
    return decide(claimed(records, by), "dismissed", by, reason, decided_at=timezone.now())


def claimed(records, by, most=MOST):
    """Locked rows under review that this actor may decide, the oldest first."""
    if not by.has(Role.CREDIT_OFFICE):
        raise DomainError("refused", _("这一步由%(who)s办理。") % {"who": Role.CREDIT_OFFICE.label})
    rows = records.filter(state=CreditRecord.State.IN_REVIEW).exclude(concerning(by)).order_by("pk")
    rows = rows.select_related("type", "file__agency", "file__civil_servant").select_for_update(no_key=True, of=("self",))
    return list(rows[:most])


def concerning(by):
    """What CreditRecord.makers() and excluded() say, of one actor about many records."""
    agencies = staff_agencies(by)
    headed = Tenure.objects.in_office().filter(civil_servant__user=by.user).values("agency")
    made = Q(created_by=by.user) | Q(submitted_by=by.user)
    named = Q(file__civil_servant__user=by.user) | Q(file__agency__in=headed)
    return made | named | Q(file__agency__in=agencies) | Q(file__civil_servant__agency__in=agencies)


def give_numbers(rows, year):
    """One run of each series, in the order of their signs."""
    for sign in sorted({sign_of(record) for record in rows}):
        numbered = [record for record in rows if sign_of(record) == sign]
        for record, serial in zip(numbered, next_numbers(sign, year, len(numbered)), strict=True):
            record.number = str(DocumentNumber(sign, year, serial))


def give_periods(rows, today):
    """Write floor and ceiling into the rows. Returns pairs of record and period, of those that have one."""
    known, begun = {}, []
    for record in rows:
        day = record.document_on or today
        if (record.type_id, day) not in known:
            known[record.type_id, day] = periods.period_of(record.type, day)
        period = known[record.type_id, day]
        record.repairable_on, record.period_ends_on = period.floor, period.ceiling
        if period.rule:
            begun.append((record, period))
    return begun


def decide(rows, to, by, reason, **columns):
    keys = [record.pk for record in rows]
    payloads = {record.pk: {"reason": reason, "batch": record.batch_id} for record in rows}
    moved = transition_many(
        CreditRecord.objects.filter(pk__in=keys), source="in_review", to=to, by=by, payloads=payloads, reason=reason, **columns
    )
    for deadline in Deadline.objects.live().filter(purpose="review", content_type__model="creditrecord", object_id__in=moved):
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
    return moved
