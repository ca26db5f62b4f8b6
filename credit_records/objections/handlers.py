"""What this room does when somebody is handed a file of its own."""

from core.evidence.registry import on_download
from credit_records.objections.models import Objection
from credit_records.records.services import log_download


@on_download(Objection)
def look_at_its_record(evidence, by):
    log_download(by=by, objections=evidence.object_id)
