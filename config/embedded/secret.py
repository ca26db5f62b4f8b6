"""A secret key for a project that was given none."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_make_secret(project):
    """The key kept in `.servers/secret` of the project, readable only by its owner; made at the first call."""
    path = Path(project) / ".servers" / "secret"
    path.parent.mkdir(mode=0o711, exist_ok=True)
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text()
