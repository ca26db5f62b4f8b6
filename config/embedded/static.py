"""Collect the static files, if and only if one has changed. Django must be set up."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from config.embedded.faults import Fault


def collect_if_needed():
    """Run `collectstatic` where a file is new or changed. Returns whether it ran. Raises Fault."""
    stamp, state = settings.STATIC_ROOT / ".collected", state_of_sources()
    if stamp.exists() and stamp.read_text() == state:
        return False
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)
    except OSError:
        raise Fault(f"目录 {settings.STATIC_ROOT} 不可写，请修正它的权限。") from None
    return True


def state_of_sources():
    """A digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
