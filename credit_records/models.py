"""The tables of this wing's rooms, gathered for Django."""

from credit_records.access.models import FileQuery
from credit_records.exchange.models import ExchangeBatch, Layout, Receipt, Receiver, Transmission
from credit_records.measures.models import EligibilityAnswer, EligibilityQuestion, Measure, MeasureType, Purpose
from credit_records.objections.models import Objection
from credit_records.ratings.models import DecayBand, DimensionRule, GradeBand, PointRule, Rating, RatingRuleSet, RatingRun
from credit_records.records.models import (
    CreditFile,
    CreditRecord,
    FileLook,
    LeniencyGround,
    RecordBatch,
    RecordType,
    RecordVersion,
    Revision,
    SheetRow,
)
from credit_records.repair.models import RepairApplication

__all__ = [
    "CreditFile",
    "CreditRecord",
    "DecayBand",
    "DimensionRule",
    "EligibilityAnswer",
    "EligibilityQuestion",
    "ExchangeBatch",
    "FileLook",
    "FileQuery",
    "GradeBand",
    "Layout",
    "LeniencyGround",
    "Measure",
    "MeasureType",
    "Objection",
    "PointRule",
    "Purpose",
    "Rating",
    "RatingRuleSet",
    "RatingRun",
    "Receipt",
    "Receiver",
    "RecordBatch",
    "RecordType",
    "RecordVersion",
    "RepairApplication",
    "Revision",
    "SheetRow",
    "Transmission",
]
