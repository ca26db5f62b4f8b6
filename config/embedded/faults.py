"""A start that failed for a reason that a person can act on."""

import sys
from contextlib import contextmanager


class Fault(Exception):
    """One sentence in Chinese: what is wrong and what to do."""


@contextmanager
def one_sentence():
    """Print a fault as its sentence instead of a traceback, and exit with 1."""
    try:
        yield
    except Fault as fault:
        sys.exit(str(fault))
