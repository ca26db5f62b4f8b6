"""信用查询: agencies by name or unified social credit code, with what the public may know of them."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.directory.models import Agency, normalised_name
from core.search.models import PublicEntry
from credit_records.records.models import CreditRecord, RecordType
from credit_records.records.queries import versions_on

MOST = 20
LEAST_CHARACTERS = 2


def found_agencies(words):
    """At most 20 agencies whose name, alias or code the words are; those that contain them where none is meant exactly."""
    words = normalised_name(words)
    exact = Agency.objects.filter(Q(names__normalised=words) | Q(credit_code=words.upper())).distinct()
    if exact or len(words) < LEAST_CHARACTERS:
        return list(exact[:MOST])
    return list(Agency.objects.active().filter(names__normalised__contains=words).distinct()[:MOST])


def in_effect_on(entries, at):
    """Of the records that are public now, those that had taken effect by the end of the day `at`.

    Nothing else is told of an earlier day: what came down since (期满、修复、撤销) is not brought back by asking for the past.
    """
    return entries.filter(facts__effective_on__lte=at.isoformat())


def public_counts(agencies, at):
    """{agency id: (good, bad)} of the records that are public now and had taken effect by the end of the day `at`, in one statement."""
    entries = in_effect_on(PublicEntry.objects.visible_to(AnonymousUser()).of_kind("record").filter(agency__in=agencies), at)
    good, bad = (Count("pk", filter=Q(facts__polarity=polarity)) for polarity in (RecordType.Polarity.GOOD, RecordType.Polarity.BAD))
    rows = entries.order_by().values("agency_id").annotate(good=good, bad=bad)
    return {row["agency_id"]: (row["good"], row["bad"]) for row in rows}


def was_bad_in_public(file, at):
    """Whether the public saw a bad-faith record of the agency at the end of the day `at`, as it read then, whatever became of it."""
    records, bad = CreditRecord.objects.in_force(at).filter(file=file), RecordType.Polarity.BAD
    earlier = versions_on(records, at)
    unchanged = records.exclude(pk__in=earlier).filter(type__polarity=bad, type__visibility=RecordType.Visibility.PUBLIC)
    public = (version.type for version in earlier.values() if version.type.visibility == RecordType.Visibility.PUBLIC)
    return any(type.is_bad for type in public) or unchanged.exists()
