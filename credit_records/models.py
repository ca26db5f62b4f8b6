"""The tables of this wing's rooms, gathered for Django."""

from credit_records.records.models import CreditFile, CreditRecord, RecordType

__all__ = ["CreditFile", "CreditRecord", "RecordType"]
