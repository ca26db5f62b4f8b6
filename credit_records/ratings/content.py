"""A rule set as plain data: what is hashed, published, and read by static/recompute_rating.py. Everything here changes scores, nothing else does."""

from core.ledger.services import canonical, digest


def content_of(rule_set):
    """The rule set as JSON. Points and weights are text with two places: a number of JSON would not be exact."""
    return {
        "most_per_type": exact(rule_set.most_per_type),
        "dimensions": {rule.dimension: dimension_of(rule) for rule in rule_set.dimensions.all()},
        "points": [
            {"type": rule.type and rule.type.code, "polarity": rule.polarity, "severity": rule.severity, "points": exact(rule.points)}
            for rule in rule_set.points.select_related("type").order_by("type__code", "polarity", "severity")
        ],
        "decay": [{"from_month": band.from_month, "percent": band.percent} for band in rule_set.decay.order_by("from_month")],
        "grades": [{"grade": band.grade, "lowest": exact(band.lowest)} for band in rule_set.grades.order_by("-lowest")],
    }


def dimension_of(rule):
    return {name: exact(getattr(rule, name)) for name in ("base", "weight", "floor", "ceiling", "most_bonus")}


def hash_of(rule_set):
    """SHA-256 of the content: whoever read a what-if of another content read something else."""
    return digest(canonical(content_of(rule_set)))


def exact(number):
    return f"{number:.2f}"
