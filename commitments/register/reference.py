"""The kinds of commitment that the project ships: loaded once, then the administrator's own."""

import json
from pathlib import Path

from commitments.register.models import CommitmentKind

FIXTURE = Path(__file__).parent / "fixtures" / "kinds.json"


def load_kinds():
    """Insert the shipped kinds that are missing; one that is there stays as its administrator left it."""
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    CommitmentKind.objects.bulk_create([CommitmentKind(**row) for row in rows], ignore_conflicts=True)
