"""The script that the site offers, loaded as a citizen runs it, and fed with what the formula read."""

import importlib.util

from django.conf import settings

from credit_records.ratings import formula
from credit_records.ratings.content import content_of
from credit_records.records.models import RecordType

PATH = settings.BASE_DIR / "static" / "recompute_rating.py"


def load():
    spec = importlib.util.spec_from_file_location("recompute_rating", PATH)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def recomputed(rule_set, at, files):
    """{file's key: what the script's rate() gives}."""
    codes, records = dict(RecordType.objects.values_list("pk", "code")), {file.pk: [] for file in files}
    for line in formula.lines_under(rule_set.pk, at, [file.pk for file in files]):
        plain = {name: line[name] for name in ("dimension", "polarity", "severity")}
        records[line["file_id"]].append(plain | {"type": codes[line["type_id"]], "effective_on": line["effective_on"].isoformat()})
    rules, script = content_of(rule_set), load()
    return {key: script.rate(rules, found, at) for key, found in records.items()}
