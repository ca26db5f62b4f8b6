"""The tables of this room: what a rating follows from (rule sets), and what came out (runs and their ratings)."""

from credit_records.ratings.models.rule_set import DecayBand, DimensionRule, GradeBand, PointRule, RatingRuleSet
from credit_records.ratings.models.run import Rating, RatingRun

__all__ = ["DecayBand", "DimensionRule", "GradeBand", "PointRule", "Rating", "RatingRuleSet", "RatingRun"]
