"""The tables of this wing's rooms, gathered for Django."""

from credit_records.ratings.models import DecayBand, DimensionRule, GradeBand, PointRule, Rating, RatingRuleSet, RatingRun
from credit_records.records.models import CreditFile, CreditRecord, LeniencyGround, RecordType, RecordVersion, Revision

__all__ = [
    "CreditFile", "CreditRecord", "DecayBand", "DimensionRule", "GradeBand", "LeniencyGround", "PointRule", "Rating", "RatingRuleSet", "RatingRun",
    "RecordType", "RecordVersion", "Revision",
]  # fmt: skip
