"""What this room does when somebody is handed a file of its own."""

from core.evidence.registry import on_download
from credit_records.records.services import log_download
from credit_records.repair.models import RepairApplication


@on_download(RepairApplication)
def look_at_its_record(evidence, by):
    log_download(by=by, repairs=evidence.object_id)
