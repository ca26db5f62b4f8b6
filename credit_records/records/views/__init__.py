"""The doors of this room: the lists, the record, its steps, its revisions, and the public page."""

from credit_records.records.views.detail import RecordDetail
from credit_records.records.views.lists import RecordList, WaitingRecords
from credit_records.records.views.public import PublicRecord
from credit_records.records.views.revisions import (
    ApproveRevision,
    ProposeCorrection,
    ProposeRevocation,
    RefuseRevision,
    RevisionDetail,
    RevisionList,
)
from credit_records.records.views.steps import (
    ConfirmRecord,
    DismissRecord,
    EditRecord,
    NewRecord,
    ProveRecord,
    SendBackRecord,
    SubmitRecord,
)

__all__ = [
    "ApproveRevision",
    "ConfirmRecord",
    "DismissRecord",
    "EditRecord",
    "NewRecord",
    "ProposeCorrection",
    "ProposeRevocation",
    "ProveRecord",
    "PublicRecord",
    "RecordDetail",
    "RecordList",
    "RefuseRevision",
    "RevisionDetail",
    "RevisionList",
    "SendBackRecord",
    "SubmitRecord",
    "WaitingRecords",
]
