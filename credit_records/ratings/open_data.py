"""The files of an official run (X2): all that the agencies' scores follow from, and the scores. Written once; their hashes stand in the public chain.

What is in them of a record is what the formula needs (type, severity, day), not what it says: no title, no facts, no number. Only the newest month and
year can be downloaded, so that a record whose publicity has ended does not live on for years. docs/credit.md says why.
"""

import csv
import hashlib
import io
import json

from django.core.files.base import ContentFile

from core.evidence.models import Evidence
from core.evidence.services import stored
from core.pages.export import safe
from credit_records.ratings import formula
from credit_records.ratings.content import content_of
from credit_records.ratings.models.run import DIMENSIONS
from credit_records.records.models import RecordType

KINDS = {"json": "application/json", "csv": "text/csv"}
COLUMNS = ("id", "name", "credit_code", *DIMENSIONS, "score", "grade")


def published_ratings(run):
    """The run's ratings of the agencies that existed on its day: what the public sees."""
    ratings = run.ratings.filter(file__agency__isnull=False).select_related("file__agency").order_by("file__agency_id")
    return [rating for rating in ratings if existed(rating.file.agency, run.as_of)]


def existed(agency, day):
    return (agency.founded_on is None or agency.founded_on <= day) and (agency.dissolved_on is None or agency.dissolved_on > day)


def write_files(run):
    """Keep the run's JSON and CSV with the run. Returns the Evidence rows."""
    ratings = published_ratings(run)
    return [keep(run, "json", as_json(run, ratings)), keep(run, "csv", as_csv(ratings))]


def as_json(run, ratings):
    data = {
        "period": run.period,
        "as_of": run.as_of.isoformat(),
        "rule_set": {"number": run.rule_set.number, "title": run.rule_set.title, "content_hash": run.content_hash},
        "rules": content_of(run.rule_set),
        "agencies": [agency_of(rating) for rating in ratings],
        "records": records_of(run, ratings),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def agency_of(rating):
    agency = rating.file.agency
    return {
        "id": agency.pk,
        "name": agency.name,
        "credit_code": agency.credit_code,
        "dimensions": {dimension: str(score) for dimension, score in rating.dimension_scores.items()},
        "score": str(rating.score),
        "grade": rating.grade,
    }


def records_of(run, ratings):
    """The records that count, as the script reads them."""
    codes = dict(RecordType.objects.values_list("pk", "code"))
    agencies = {rating.file_id: rating.file.agency_id for rating in ratings}
    return [
        {
            "agency": agencies[line["file_id"]],
            "type": codes[line["type_id"]],
            "dimension": line["dimension"],
            "polarity": line["polarity"],
            "severity": line["severity"],
            "effective_on": line["effective_on"].isoformat(),
        }
        for line in formula.lines_under(run.rule_set_id, run.as_of, list(agencies))
    ]


def as_csv(ratings):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for rating in ratings:
        row = agency_of(rating)
        writer.writerow({name: safe(value) for name, value in (row | row.pop("dimensions")).items()})
    return b"\xef\xbb\xbf" + text.getvalue().encode()  # the mark by which spreadsheets know UTF-8


def keep(run, ending, content):
    file = Evidence(
        subject=run,
        name=f"ratings-{run.period}.{ending}",
        media_type=KINDS[ending],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    file.file.name = stored(ContentFile(content, name=file.name), file)
    file.save()
    return file
