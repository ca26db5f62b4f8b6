"""The reference data that this wing ships, gathered: first the catalogue of records, of whose types the others speak."""

from credit_records.exchange.reference import load_receivers
from credit_records.measures.reference import load_measures
from credit_records.ratings.reference import load_rule_set
from credit_records.records.reference import load_catalogue


def load_reference():
    """Returns how many rows were added."""
    return load_catalogue() + load_measures() + load_rule_set() + load_receivers()
