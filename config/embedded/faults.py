"""A start that failed for a reason that a person can act on."""

import sys
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured


class Fault(Exception):
    """One sentence in Chinese: what is wrong and what to do."""


@contextmanager
def one_sentence():
    """Instead of a traceback: a fault as its sentence and exit code 1; after Ctrl-C what a shell says for it, 130."""
    try:
        yield
    except (Fault, ImproperlyConfigured) as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        sys.exit(130)
