"""Whether every piece of evidence is still what was uploaded."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from core.evidence.models import Evidence
from core.evidence.services import sha256_of

YOUNG = timedelta(hours=1)  # a file this new may belong to a transaction that is still open


def damaged():
    """Pairs of an Evidence row and "missing" or "changed". Reads every file once, in constant memory."""
    for evidence in Evidence.objects.order_by("pk").iterator(chunk_size=500):
        try:
            with default_storage.open(evidence.file.name) as file:
                if sha256_of(file) != evidence.sha256:
                    yield evidence, "changed"
        except FileNotFoundError:
            yield evidence, "missing"


def orphans(now=None):
    """Names of stored files that no row knows: their transaction failed after they were written."""
    before = (now or timezone.now()) - YOUNG
    folders = default_storage.listdir("evidence")[0] if default_storage.exists("evidence") else []
    for folder in folders:
        for name in default_storage.listdir(f"evidence/{folder}")[1]:
            path = f"evidence/{folder}/{name}"
            if default_storage.get_modified_time(path) < before and not Evidence.objects.filter(file=path).exists():
                yield path
