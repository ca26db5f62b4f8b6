"""The rule set that the project ships: a draft, for nobody but the city's own people brings a rating into force."""

from pathlib import Path

from django.db import transaction

from core.reference import read_rows
from credit_records.ratings.models import DecayBand, DimensionRule, GradeBand, PointRule, RatingRuleSet
from credit_records.records.models import RecordType

FIXTURE = Path(__file__).parent / "fixtures" / "rule_set.json"


@transaction.atomic
def load_rule_set():
    """Returns how many were added: one where there is none yet."""
    if RatingRuleSet.objects.exists():
        return 0
    write_rule_set(read_rows(FIXTURE))
    return 1


def write_rule_set(row, **columns):
    """A draft from plain data, as it lies in the fixture and as content_of() gives it."""
    parts = {name: row[name] for name in ("dimensions", "points", "decay", "grades")}
    rule_set = RatingRuleSet.objects.create(**{name: value for name, value in row.items() if name not in parts} | columns)
    types = dict(RecordType.objects.values_list("code", "pk"))
    DimensionRule.objects.bulk_create(DimensionRule(rule_set=rule_set, dimension=name, **one) for name, one in parts["dimensions"].items())
    PointRule.objects.bulk_create(
        PointRule(rule_set=rule_set, **one | {"type": None, "type_id": types.get(one["type"])}) for one in parts["points"]
    )
    DecayBand.objects.bulk_create(DecayBand(rule_set=rule_set, **one) for one in parts["decay"])
    GradeBand.objects.bulk_create(GradeBand(rule_set=rule_set, **one) for one in parts["grades"])
    rule_set.refresh_from_db()
    return rule_set
