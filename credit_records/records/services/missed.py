"""Drafts that the system opens for missed limits (C3)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.events import names
from core.events.services import emit_many
from core.rules.models import Rule
from core.texts import in_the_portals_language
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.services.drafting import review_limit
from credit_records.records.services.rows import credit_office_id, open_files

DAY = timedelta(days=1)
BROKEN = (Deadline.State.OVERDUE, Deadline.State.LATE, Deadline.State.FAILED)


@transaction.atomic
@in_the_portals_language
def open_missed_drafts(*, deadlines_missed, by):
    """One draft for each missed limit whose purpose a record type waits for (C3), and the credit office's time to review it.

    `deadlines_missed`: primary keys. A limit that was extended or cancelled since is not broken and opens nothing. Returns the new drafts.
    Exactly once: the row locks let two callers take turns, and the unique `source_deadline` holds whatever happens.
    """
    types = {type.opened_by_purpose: type for type in RecordType.objects.effective().exclude(opened_by_purpose="")}
    broken = Deadline.objects.filter(pk__in=deadlines_missed, purpose__in=types, state__in=BROKEN).select_related("agency").order_by("pk")
    broken = list(broken.select_for_update(no_key=True, of=("self",)))
    known = set(CreditRecord.objects.filter(source_deadline__in=broken).values_list("source_deadline_id", flat=True))
    new = [deadline for deadline in broken if deadline.pk not in known]
    if not new:
        return []
    files, office = open_files({deadline.agency_id for deadline in new}), credit_office_id()
    drafts = [missed_draft(deadline, types[deadline.purpose], files[deadline.agency_id], office) for deadline in new]
    drafts = CreditRecord.objects.bulk_create(drafts, batch_size=500)
    rule = Rule.objects.in_force("record_review")
    deadlines.start_many([review_limit(draft, rule, office, started_on=draft.source_deadline.missed_on) for draft in drafts])
    emit_many(names.RECORD_DRAFTED, model=CreditRecord, rows=[(draft.pk, {}) for draft in drafts], by=by)
    return drafts


def missed_draft(deadline, type, file_id, office):
    words = {
        "agency": deadline.agency,
        "short": deadline.agency.short_name,
        "title": deadline.title,
        "due": date_format(deadline.due_on, _("Y年n月j日")),
    }
    title, facts = _("%(short)s逾期未办结：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，到期没有办结。")
    if deadline.state == "failed":
        title, facts = _("%(short)s没有办成：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，经核验没有办成。")
    return CreditRecord(
        file_id=file_id,
        type=type,
        severity=type.severity,
        title=(title % words)[:300],
        facts=facts % words,
        happened_on=happened_on(deadline),
        source_deadline=deadline,
        basis=type.legal_basis,
        agency_id=office,
    )


def happened_on(deadline):
    """The day after the due day, which lasts until 24:00; or the earlier day on which it was decided that it was not done."""
    return min(deadline.due_on + DAY, deadline.ended_on if deadline.state == "failed" else date.max)
