"""The reference data that this wing ships, gathered: the catalogue of records, then the rule set that gives points for its types."""

from credit_records.ratings.reference import load_rule_set
from credit_records.records.reference import load_catalogue


def load_reference():
    """Returns how many rows were added."""
    return load_catalogue() + load_rule_set()
