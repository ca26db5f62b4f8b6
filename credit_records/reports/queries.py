"""信用查询: agencies by name or unified social credit code, with what the public may know of them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.directory.models import Agency, normalised_name
from core.search.models import PublicEntry
from credit_records.records.models import RecordType

MOST = 20
LEAST_CHARACTERS = 2


def found_agencies(words):
    """At most 20 agencies whose name, alias or code the words are; those that contain them where none is meant exactly."""
    words = normalised_name(words)
    exact = Agency.objects.filter(Q(names__normalised=words) | Q(credit_code=words.upper())).distinct()
    if exact or len(words) < LEAST_CHARACTERS:
        return list(exact[:MOST])
    return list(Agency.objects.active().filter(names__normalised__contains=words).distinct()[:MOST])


def public_counts(agencies):
    """{agency id: (good, bad)} of the records that are public now, in one statement."""
    entries = PublicEntry.objects.visible_to(AnonymousUser()).of_kind("record").filter(agency__in=agencies)
    good, bad = (Count("pk", filter=Q(facts__polarity=polarity)) for polarity in (RecordType.Polarity.GOOD, RecordType.Polarity.BAD))
    rows = entries.order_by().values("agency_id").annotate(good=good, bad=bad)
    return {row["agency_id"]: (row["good"], row["bad"]) for row in rows}
