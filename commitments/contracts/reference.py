"""The kinds of contract that the project ships."""

from pathlib import Path

from commitments.contracts.models import ContractKind
from core.reference import insert_missing, read_rows

FIXTURE = Path(__file__).parent / "fixtures" / "contract_kinds.json"


def load_contract_kinds():
    """Returns how many were added."""
    return insert_missing(ContractKind, read_rows(FIXTURE))
