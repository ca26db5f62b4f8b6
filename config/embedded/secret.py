"""Secret keys for a project that was given none: made once, kept in `.servers/`, readable only by their owner."""

import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def read_or_make_secret(project):
    """The key that signs sessions."""
    return kept(project, "secret", get_random_secret_key)


def read_or_make_sealing_keys(project):
    """The keys that seal identity numbers, separated by commas."""
    return kept(project, "sealing_keys", new_sealing_key)


def read_or_make_lookup_key(project):
    """The key of the blind index of identity numbers."""
    return kept(project, "lookup_key", secrets.token_urlsafe)


def new_sealing_key():
    """32 random bytes, as Fernet wants them."""
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def kept(project, name, make):
    """What the file holds; who comes second reads what the first one made, whole."""
    path = Path(project) / ".servers" / name
    path.parent.mkdir(mode=0o711, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as file:  # readable only by its owner
            file.write(make())
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
