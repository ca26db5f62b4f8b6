"""The rating formula as one SQL statement over any set of subjects. docs/credit.md says it in words; static/recompute_rating.py says it again.

For a subject at the end of the day D, under a rule set R:
1. A record counts if it stands at the end of D, with the type and severity that it had then: on a day that an earlier version covers it stood, for
   only what stands is corrected, and the period that was counted anew says nothing of that day. Of an agency only the records whose
   type is public count, so that anyone can recompute the score; of a civil servant, whose score is never public, all.
2. It has the points of R for its type and severity, or else the usual ones for its polarity and severity, times the percent of the decay band for the
   whole calendar months since it came into force. A month is whole on the same day of the next month, or on that month's last day if it has no such day.
3. In a dimension: base - deductions + bonus, kept between floor and ceiling. The deductions of one type together are at most R's cap, the bonus of a
   dimension at most its cap.
4. The score is the sum of the dimensions' scores times their weights. Only this sum is rounded: half up, to two places. The grade is the one whose band
   holds the rounded score.
"""

from datetime import datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

from credit_records.ratings.models import Rating
from credit_records.ratings.models.run import DIMENSIONS

# which files: the next ones in the order of their keys, one, some, those of a run
NEXT = "SELECT id, agency_id FROM credit_records_creditfile WHERE id > %(after)s AND id <= %(last)s"
SOME = "SELECT id, agency_id FROM credit_records_creditfile WHERE id = ANY(%(files)s)"
OF_RUN = """SELECT file.id, file.agency_id FROM credit_records_rating rating JOIN credit_records_creditfile file ON file.id = rating.file_id
            WHERE rating.run_id = %(run)s"""
# a band as the days on which a record must have come into force to be in it. The day so many months before D is the latest from which so many months are
# whole; where D ends its month, every later day of that earlier month is too
LINES = """
    rated AS MATERIALIZED ({rated}),
    starts AS (
        SELECT from_month, percent,
               CASE WHEN EXTRACT(month FROM %(at)s::date + 1) <> EXTRACT(month FROM %(at)s::date)
                    THEN (date_trunc('month', %(at)s::date - make_interval(months => from_month)) + interval '1 month - 1 day')::date
                    ELSE (%(at)s::date - make_interval(months => from_month))::date END AS until
        FROM credit_records_decayband WHERE rule_set_id = %(rule_set)s
    ),
    bands AS MATERIALIZED (
        SELECT percent, until, COALESCE(lead(until) OVER (ORDER BY from_month), '-infinity') AS after FROM starts
    ),
    worth AS MATERIALIZED (
        SELECT type.id AS type_id, type.dimension, type.polarity, type.visibility = 'public' AS is_public, usual.severity,
               COALESCE(own.points, usual.points) AS full_points, bands.percent, bands.until, bands.after
        FROM credit_records_recordtype type
        JOIN credit_records_pointrule usual ON usual.rule_set_id = %(rule_set)s AND usual.type_id IS NULL AND usual.polarity = type.polarity
        LEFT JOIN credit_records_pointrule own
            ON own.rule_set_id = %(rule_set)s AND own.type_id = type.id AND own.severity = usual.severity
        CROSS JOIN bands
    ),
    standing AS (
        SELECT record.id AS record_id, record.file_id, rated.agency_id, record.effective_on,
               COALESCE(version.type_id, record.type_id) AS type_id, COALESCE(version.severity, record.severity) AS severity
        FROM rated
        JOIN credit_records_creditrecord record ON record.file_id = rated.id
        LEFT JOIN credit_records_recordversion version
            ON version.record_id = record.id AND version.began_at <= %(midnight)s AND version.ended_at > %(midnight)s
        WHERE record.effective_on <= %(at)s {within}
          AND (version.id IS NOT NULL OR (record.ended_on IS NULL OR record.ended_on > %(at)s)
                                         AND (record.period_ends_on IS NULL OR record.period_ends_on > %(at)s))
    ),
    lines AS (
        SELECT standing.record_id, standing.file_id, standing.effective_on, standing.severity, worth.type_id, worth.dimension, worth.polarity,
               worth.full_points, worth.percent, worth.full_points * worth.percent * 0.01 AS points
        FROM standing
        JOIN worth ON worth.type_id = standing.type_id AND worth.severity = standing.severity
            AND standing.effective_on <= worth.until AND standing.effective_on > worth.after
        WHERE standing.agency_id IS NULL OR worth.is_public
    )"""
DIMENSION_COLUMNS = ", ".join(f"max(score) FILTER (WHERE dimension = '{dimension}') AS {dimension}" for dimension in DIMENSIONS)
SCORES = f"""
    by_type AS (
        SELECT file_id, dimension, polarity, type_id, sum(points) AS points FROM lines GROUP BY file_id, dimension, polarity, type_id
    ),
    by_dimension AS (
        SELECT file_id, dimension,
               sum(LEAST(points, (SELECT most_per_type FROM credit_records_ratingruleset WHERE id = %(rule_set)s)))
                   FILTER (WHERE polarity = 'bad') AS deducted,
               sum(points) FILTER (WHERE polarity = 'good') AS bonus
        FROM by_type GROUP BY file_id, dimension
    ),
    dimensions AS (
        SELECT rated.id AS file_id, rule.dimension, rule.weight,
               GREATEST(rule.floor, LEAST(rule.ceiling,
                   rule.base - COALESCE(deducted, 0) + LEAST(COALESCE(bonus, 0), rule.most_bonus))) AS score
        FROM rated CROSS JOIN credit_records_dimensionrule rule
        LEFT JOIN by_dimension ON by_dimension.file_id = rated.id AND by_dimension.dimension = rule.dimension
        WHERE rule.rule_set_id = %(rule_set)s
    ),
    totals AS (
        SELECT file_id, {DIMENSION_COLUMNS}, round(sum(score * weight) * 0.01, 2) AS score FROM dimensions GROUP BY file_id
    ),
    scores AS (
        SELECT totals.*, (SELECT grade FROM credit_records_gradeband band WHERE band.rule_set_id = %(rule_set)s AND band.lowest <= totals.score
                          ORDER BY band.lowest DESC LIMIT 1) AS grade
        FROM totals
    )"""
INSERT = f"""
    WITH {{lines}}, {SCORES}
    INSERT INTO credit_records_rating (run_id, file_id, {", ".join(DIMENSIONS)}, score, grade, before_score, before_grade, change)
    SELECT %(run)s, scores.file_id, {", ".join(f"scores.{dimension}" for dimension in DIMENSIONS)}, scores.score, scores.grade,
           before.score, COALESCE(before.grade, ''), scores.score - before.score
    FROM scores LEFT JOIN credit_records_rating before ON before.run_id = %(compared_with)s AND before.file_id = scores.file_id
    ORDER BY scores.file_id
"""
DIFFERING = f"""
    WITH {{lines}}, {SCORES}
    SELECT rating.id FROM credit_records_rating rating LEFT JOIN scores USING (file_id)
    WHERE rating.run_id = %(run)s
      AND (rating.score, rating.grade, {", ".join(f"rating.{dimension}" for dimension in DIMENSIONS)})
          IS DISTINCT FROM (scores.score, scores.grade, {", ".join(f"scores.{dimension}" for dimension in DIMENSIONS)})
    ORDER BY rating.id
"""


def write_ratings(run, *, after, last):
    """Rate the files whose keys are larger than `after` and at most `last`, in one statement. Returns the number of ratings written."""
    parameters = parameters_of(run) | {"after": after, "last": last, "run": run.pk, "compared_with": run.compared_with_id}
    within = "AND record.file_id > %(after)s AND record.file_id <= %(last)s"
    return of_many(INSERT, NEXT, parameters, lambda cursor: cursor.rowcount, within)


def differing_ratings(run):
    """The run computed again from the records as they stood: its ratings that come out otherwise. None of an honest run."""
    keys = of_many(DIFFERING, OF_RUN, parameters_of(run) | {"run": run.pk}, lambda cursor: [key for (key,) in cursor.fetchall()])
    return list(Rating.objects.filter(pk__in=keys).select_related("file__agency", "file__civil_servant"))


def lines_of(run, file):
    """What each record gave the file in this run, as dicts: record_id, type_id, dimension, polarity, severity, full_points, percent, points …"""
    return lines_under(run.rule_set_id, run.as_of, [file.pk])


def lines_under(rule_set_id, at, files):
    """The lines of some files (their keys)."""
    statement = "WITH {lines} SELECT * FROM lines ORDER BY file_id, dimension, effective_on, record_id"
    return execute(statement, SOME, parameters_for(rule_set_id, at) | {"files": files}, dicts)


def scores_under(rule_set, at, files):
    """What some files would score under a rule set, which may be a draft, at the end of the day `at`: dicts with the columns of a rating."""
    statement = f"WITH {{lines}}, {SCORES} SELECT * FROM scores ORDER BY file_id"
    return execute(statement, SOME, parameters_for(rule_set.pk, at) | {"files": [file.pk for file in files]}, dicts)


def parameters_of(run):
    return parameters_for(run.rule_set_id, run.as_of)


def parameters_for(rule_set_id, at):
    return {"rule_set": rule_set_id, "at": at, "midnight": end_of(at)}


def end_of(day):
    """The moment at which the local day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def of_many(statement, rated, parameters, read, within=""):
    """Tables as small as a rule set have no statistics, and without them the planner goes through all records once for each of their rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        result = execute(statement, rated, parameters, read, within)
        cursor.execute("SET LOCAL enable_nestloop = on")
    return result


def execute(statement, rated, parameters, read, within=""):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(lines=LINES.format(rated=rated, within=within)), parameters)
        return read(cursor)


def dicts(cursor):
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
