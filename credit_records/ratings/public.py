"""What the public sees of the official ratings: one entry an agency, renewed with every run. Civil servants' ratings are never public."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from core.ledger.services import append, lock_chain
from core.search.publication import Publication, publish_many
from core.texts import in_the_portals_language
from credit_records.ratings.models import GradeBand, Rating, RatingRun
from credit_records.ratings.open_data import published_ratings, write_files

MOST_HISTORY = 48  # runs that an agency's page shows


def key_of(agency_id):
    return f"rating:{agency_id}"


@transaction.atomic
@in_the_portals_language
def publish_run(run, by):
    """Show every agency its new rating, and put the hashes of the run's files into the chain. A period that is made up late replaces no newer one."""
    files, ratings = write_files(run), published_ratings(run)
    history, marks = history_of(ratings), marks_of(run.rule_set)
    lock_chain()
    if not RatingRun.objects.official().filter(as_of__gt=run.as_of).exists():
        publish_many([publication_of(rating, run, history[rating.file_id], marks) for rating in ratings])
    append("attested", [(f"rating_run:{run.period}", summary_of(run, files))])


def summary_of(run, files):
    return {
        "period": run.period,
        "as_of": run.as_of,
        "rule_set": run.rule_set.number,
        "content_hash": run.content_hash,
        "files": {file.name: file.sha256 for file in files},
    }


def publication_of(rating, run, history, marks):
    agency, before = rating.file.agency, run.compared_with
    return Publication(
        key=key_of(agency.pk),
        kind="rating",
        title=_("%(agency)s信用评价") % {"agency": agency.name},
        text=_("%(period)s：%(score)s分，%(grade)s级。") % {"period": run.period_words, "score": rating.score, "grade": rating.grade},
        agency_id=agency.pk,
        path=reverse("public_rating", args=[agency.pk]),
        state=_("%(grade)s级") % {"grade": rating.grade},
        mark=marks.get(rating.grade, "plain"),
        facts={
            "agency": {"id": agency.pk, "name": agency.name, "short_name": agency.short_name, "level": agency.level},
            "period": run.period,
            "as_of": run.as_of.isoformat(),
            "score": str(rating.score),
            "grade": rating.grade,
            "dimensions": {dimension: str(score) for dimension, score in rating.dimension_scores.items()},
            "before": {"period": before.period, "score": str(rating.before_score)} if before and rating.before_score is not None else None,
            "rule_set": {"number": run.rule_set.number, "title": run.rule_set.title},
            "history": history,
        },
    )


def history_of(ratings):
    """{file's key: [{period, score, grade}]}, the newest first, in one statement."""
    found = {rating.file_id: [] for rating in ratings}
    rows = Rating.objects.official().filter(file__in=found).order_by("-run__as_of", "-run__period")
    for row in rows.values("file_id", "score", "grade", period=F("run__period")):
        if len(found[row["file_id"]]) < MOST_HISTORY:
            found[row["file_id"]].append({"period": row["period"], "score": str(row["score"]), "grade": row["grade"]})
    return found


def marks_of(rule_set):
    """The colour of each grade: the best is done, the worst is bad, what lies between is plain."""
    grades = [band.grade for band in GradeBand.objects.filter(rule_set=rule_set).order_by("-lowest")]
    return dict.fromkeys(grades, "plain") | ({grades[-1]: "bad"} if len(grades) > 1 else {}) | {grades[0]: "done"}
