"""The steps of a record's life: drafted, submitted, confirmed or not, disputed, corrected, ended. Nothing else writes records."""

from credit_records.records.services.deciding import check_leniency, confirm_record, dismiss_record
from credit_records.records.services.drafting import amend_record, draft_record, prove_record, send_back_record, submit_record
from credit_records.records.services.ending import dispute_record, end_dispute, expire_records, grant_leniency, repair_record
from credit_records.records.services.looking import is_subject, log_download, log_look, log_looks
from credit_records.records.services.many import confirm_many, dismiss_many
from credit_records.records.services.missed import open_missed_drafts
from credit_records.records.services.revising import approve_revision, propose_correction, propose_revocation, refuse_revision
from credit_records.records.services.rows import check_drafter, drafting_agency_id, open_file

__all__ = [
    "amend_record",
    "approve_revision",
    "check_drafter",
    "check_leniency",
    "confirm_many",
    "confirm_record",
    "dismiss_many",
    "dismiss_record",
    "dispute_record",
    "draft_record",
    "drafting_agency_id",
    "end_dispute",
    "expire_records",
    "grant_leniency",
    "is_subject",
    "log_download",
    "log_look",
    "log_looks",
    "open_file",
    "open_missed_drafts",
    "propose_correction",
    "propose_revocation",
    "prove_record",
    "refuse_revision",
    "repair_record",
    "send_back_record",
    "submit_record",
]
