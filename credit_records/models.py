"""The tables of this wing's rooms, gathered for Django."""

from credit_records.records.models import CreditFile, CreditRecord, LeniencyGround, RecordType, RecordVersion, Revision

__all__ = ["CreditFile", "CreditRecord", "LeniencyGround", "RecordType", "RecordVersion", "Revision"]
