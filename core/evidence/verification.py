"""Whether every piece of evidence is still what was uploaded."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from core.evidence.models import Evidence, Photo
from core.evidence.photos import FOLDER, small_path
from core.evidence.services import sha256_of

YOUNG = timedelta(hours=1)  # a file this new may belong to a transaction that is still open


def damaged():
    """Pairs of an Evidence or Photo row and "missing" or "changed". Reads every file once, in constant memory."""
    for model in (Evidence, Photo):
        for row in model.objects.order_by("pk").iterator(chunk_size=500):
            try:
                with default_storage.open(row.file.name) as file:
                    if sha256_of(file) != row.sha256:
                        yield row, "changed"
            except FileNotFoundError:
                yield row, "missing"


def orphans(now=None):
    """Names of stored files that no row knows: their transaction failed after they were written."""
    before = (now or timezone.now()) - YOUNG
    for path in (*stored_under("evidence"), *stored_under(FOLDER)):
        if default_storage.get_modified_time(path) < before and not is_known(path):
            yield path


def stored_under(root):
    folders = default_storage.listdir(root)[0] if default_storage.exists(root) else []
    for folder in folders:
        for name in default_storage.listdir(f"{root}/{folder}")[1]:
            yield f"{root}/{folder}/{name}"


def is_known(path):
    if path.startswith(FOLDER):
        return Photo.objects.filter(file__in=[path, path.replace(small_path(".jpg"), ".jpg")]).exists()
    return Evidence.objects.filter(file=path).exists()
