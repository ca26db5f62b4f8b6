"""Reference data that the project ships as facts in JSON: inserted once, then the administrator's own."""

import json


def read_rows(path):
    return json.loads(path.read_text(encoding="utf-8"))


def insert_missing(model, rows):
    """Insert the rows whose unique columns are not there yet; a row that is there stays as its administrator left it.

    Returns how many were added.
    """
    before = model.objects.count()
    model.objects.bulk_create([model(**row) for row in rows], ignore_conflicts=True)
    return model.objects.count() - before
