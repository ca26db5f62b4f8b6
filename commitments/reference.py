"""The reference data that this wing ships, gathered."""

from commitments.assessment.reference import load_indicators
from commitments.changes.reference import load_reasons
from commitments.contracts.reference import load_contract_kinds
from commitments.register.reference import load_kinds
from commitments.urging.reference import load_letter_templates


def load_reference():
    """Returns how many rows were added."""
    return load_kinds() + load_reasons() + load_contract_kinds() + load_letter_templates() + load_indicators()
