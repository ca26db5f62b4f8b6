"""回执码: by which somebody without an account finds again what they filed. It is shown once; only its hash is kept."""

from core.papers.models import grouped, new_code, normalised_code
from core.sealed import blind_index


def new_receipt():
    """K7MP-4XQD-9RTW: nobody finds one by trying, and nothing in it is mistaken for something else."""
    return grouped(new_code())


def hash_of(words):
    """What is kept of a code, however it was typed. Without the portal's key it says nothing of the code."""
    return blind_index(f"receipt:{normalised_code(words)}")
