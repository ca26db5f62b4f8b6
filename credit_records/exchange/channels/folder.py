"""By folder: a file an outgoing batch in `out/`, answers in `in/`. Whoever fetches sees whole files only, never half of one."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from credit_records.exchange.channels.problems import MOST_BYTES, Unreachable


def deliver(batch):
    """out/<key>.json or .csv, written beside and then renamed; the same name twice is the same batch."""
    try:
        write_whole(place(batch, "out") / f"{batch.key}.{batch.form}", batch.body)
    except OSError as error:
        raise Unreachable(_("写不进交换文件夹：%(error)s") % {"error": error.strerror}) from error


def fetch(batch):
    """in/<key>.json, <key>.csv, <key>.2.json …: every answer that names the batch, in the order of names."""
    try:
        found = sorted(path for path in place(batch, "in").glob(f"{batch.key}.*") if path.suffix in (".json", ".csv"))
        return [path.read_bytes() for path in found if path.stat().st_size <= MOST_BYTES]
    except OSError as error:
        raise Unreachable(_("读不了交换文件夹：%(error)s") % {"error": error.strerror}) from error


def place(batch, name):
    folder = Path(settings.EXCHANGE_FOLDER) / batch.receiver.address / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_whole(path, data):
    """On the disk, or not there: a rename is the last step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
