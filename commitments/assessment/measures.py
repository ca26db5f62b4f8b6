"""What an indicator counts: one statement a measure, over all commitments at once. Each gives (commitment, counted, met).

Years are those of the due day. What is not settled when a run is computed (its day has not come, or its claim is being verified) is not counted;
the next year's run makes it up, so that nothing falls between two years.
"""

from commitments.assessment.models import Measure

# the newest limit of each promise, where it is settled; withdrawn ones and those that lawfully need not be kept are not counted
SETTLED = """
    SELECT c.id AS commitment_id, 1 AS counted, {met} AS met
    FROM (
        SELECT DISTINCT ON (object_id) object_id, state, COALESCE(due_on, ended_on) AS day
        FROM core_deadline WHERE content_type_id = %(content_type)s AND purpose = 'fulfil' ORDER BY object_id, id DESC
    ) d JOIN commitments_commitment c ON c.id = d.object_id
    WHERE d.state IN ('met', 'late', 'overdue', 'failed') AND c.state NOT IN ('claimed', 'withdrawn', 'changed')
      AND (d.day BETWEEN %(first)s AND %(last)s OR d.day BETWEEN %(earlier)s AND %(last)s AND NOT EXISTS (
          SELECT FROM commitments_assessedcommitment before
          WHERE before.assessment_id = %(previous)s AND before.indicator = %(code)s AND before.commitment_id = c.id))
"""
SQL = {
    Measure.KEPT_ON_TIME: SETTLED.format(met="CASE WHEN c.state = 'kept' AND d.state = 'met' THEN 1 ELSE 0 END"),
    Measure.KEPT: SETTLED.format(
        met="CASE c.state WHEN 'kept' THEN 1 WHEN 'partly_kept' THEN %(part_share)s::numeric / 100 ELSE 0 END",
    ),
    # by days, from the day of the last run up to, not including, the day of this one
    Measure.REPORTS_ON_TIME: """
        SELECT object_id AS commitment_id, count(*) AS counted, count(*) FILTER (WHERE state = 'met') AS met
        FROM core_deadline
        WHERE content_type_id = %(content_type)s AND purpose = 'report' AND state IN ('met', 'late', 'overdue', 'failed')
          AND due_on >= %(reports_from)s AND due_on < %(reports_until)s
        GROUP BY object_id
    """,
    # of the yearly lists that were assessed: the results are counted in the list, ballots are not read again
    Measure.VOTES: """
        SELECT i.commitment_id, sum(v.value::int) AS counted,
               COALESCE(sum(v.value::int) FILTER (WHERE v.key IN ('satisfied', 'acceptable')), 0) AS met
        FROM commitments_yearlylist l JOIN commitments_listitem i ON i.yearly_list_id = l.id
        CROSS JOIN LATERAL jsonb_each_text(l.results -> i.commitment_id::text) v
        WHERE l.year = %(year)s AND l.state = 'published' AND l.assessed_on IS NOT NULL
        GROUP BY i.commitment_id
    """,
}
INSERT = """
    INSERT INTO commitments_assessedcommitment (assessment_id, agency_id, indicator, commitment_id, counted, met)
    SELECT %(assessment)s, c.agency_id, %(code)s, c.id, m.counted, m.met
    FROM ({measure}) m JOIN commitments_commitment c ON c.id = m.commitment_id JOIN commitments_commitmentkind k ON k.id = c.kind_id
    WHERE m.counted > 0 AND (%(kinds)s::text[] = '{{}}' OR k.code = ANY(%(kinds)s::text[]))
    ORDER BY c.id
"""


def statement(measure):
    """The statement that computes the rows of one indicator."""
    return INSERT.format(measure=SQL[measure])
