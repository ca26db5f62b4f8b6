"""Reads of yearly lists: what became of the items, and how citizens voted."""

from collections import Counter, defaultdict

from django.db import connection
from django.db.models import Count

from commitments.lists.models import YearlyList
from commitments.register.outcomes import LABELS, condition
from core.directory.areas import areas
from core.search.models import PublicEntry

VOTES = """
    SELECT voted.key, voted.value, count(*)
    FROM commitments_ballot ballot CROSS JOIN LATERAL jsonb_each_text(ballot.grades) AS voted(key, value)
    WHERE ballot.yearly_list_id = %s AND ballot.confirmed_at IS NOT NULL
    GROUP BY voted.key, voted.value
"""


def votes(yearly_list):
    """{primary key of the commitment, as text: {grade: how many}} of the confirmed ballots; one statement."""
    found = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(VOTES, [yearly_list.pk])
        for commitment, grade, count in cursor.fetchall():
            found[commitment][grade] = count
    return dict(found)


def share_satisfied(counted):
    """Whole per cent of those who are satisfied or nearly so, rounded down; None where nobody voted."""
    total = sum(counted.values())
    return 100 * (counted.get("satisfied", 0) + counted.get("acceptable", 0)) // total if total else None


def items_of(facts):
    """The public entries of a published list's commitments, in the list's order."""
    rows = PublicEntry.objects.of_kind("commitment").filter(key__in=facts["items"]).select_related("agency")
    by_key = {entry.key: entry for entry in rows.defer("text", "search_text", "grams")}
    return [by_key[key] for key in facts["items"] if key in by_key]


def outcomes_of(facts):
    """{outcome: how many} of the items; one statement."""
    counts = {name: Count("pk", filter=condition(name)) for name in LABELS}
    return PublicEntry.objects.of_kind("commitment").filter(key__in=facts["items"]).aggregate(**counts)


def districts(entries):
    """[(key, name, how many)] of the areas in whose agencies the entries are: the city's own first, which has no name here."""
    here = Counter(entry.agency_id for entry in entries)
    counted = [(key, name, sum(here[agency] for agency in agencies)) for key, (name, agencies) in areas().items()]
    return [one for one in counted if one[2]]


def with_parts(lists):
    return lists.select_related("kind", "agency", "created_by", "entered_by", "assessed_by").prefetch_related("deadlines__rule")


def year_choices():
    years = YearlyList.objects.filter(state="published").order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]
