"""What is remembered of an agency or a civil servant (C1–C3): the catalogue of record types, one file a subject, and its records."""

from credit_records.records.models.batch import RecordBatch, SheetRow
from credit_records.records.models.catalogue import LeniencyGround, RecordType
from credit_records.records.models.content import CONTENT, RecordContent, content_of
from credit_records.records.models.file import AGENCY_STAFF, DRAFTERS, VIEW, CreditFile, staff_agencies
from credit_records.records.models.look import FileLook
from credit_records.records.models.record import CreditRecord
from credit_records.records.models.revision import RecordVersion, Revision

__all__ = [
    "AGENCY_STAFF",
    "CONTENT",
    "DRAFTERS",
    "VIEW",
    "CreditFile",
    "CreditRecord",
    "FileLook",
    "LeniencyGround",
    "RecordBatch",
    "RecordContent",
    "RecordType",
    "RecordVersion",
    "Revision",
    "SheetRow",
    "content_of",
    "staff_agencies",
]
