"""What this room does when something happens elsewhere."""

from core.accounts.actor import Actor
from core.events import names
from core.events.registry import handles
from core.evidence.registry import on_download
from credit_records.records.models import CreditRecord, FileLook, RecordBatch, Revision
from credit_records.records.services import expire_records, log_download, open_missed_drafts

WATCH = Actor.system("credit_records")


@handles(names.DEADLINE_MISSED)
def draft_for_missed(events):
    open_missed_drafts(deadlines_missed=[event.object_id for event in events], by=WATCH)


@handles(names.PERIOD_ENDED)
def expire_with_the_period(events):
    expire_records(periods_ended=[event.object_id for event in events], by=WATCH)


@on_download(CreditRecord)
def look_at_record(evidence, by):
    log_download(by=by, pk=evidence.object_id)


@on_download(RecordBatch)
def look_at_batch(evidence, by):
    """The sheet tells of all its records at once, as an export does."""
    log_download(by=by, batch=evidence.object_id, way=FileLook.Way.EXPORT)


@on_download(Revision)
def look_through_revision(evidence, by):
    log_download(by=by, revisions=evidence.object_id)
