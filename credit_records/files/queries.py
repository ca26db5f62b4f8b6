"""A credit file as of any day, and the part of it that the public sees (C1)."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.search.models import PublicEntry
from credit_records.records.models import CreditFile, CreditRecord, RecordType
from credit_records.records.queries import earlier_versions


def file_of(agency):
    """The agency's credit file, or None: it is opened with the first record."""
    return CreditFile.objects.filter(agency=agency).first()


def records_in_force(file, at=None):
    """The file's records that were in force at the end of the day `at` (default today), newest first."""
    return CreditRecord.objects.in_force(at).filter(file=file).with_subject().order_by("-effective_on", "-id")


class Standing(NamedTuple):
    """What stood on a day, counted: {(year in which it came into force, "good" or "bad"): count}, {dimension: count} and {type's code: count}."""

    years: dict
    dimensions: dict
    types: dict

    @property
    def good(self):
        return sum(count for (_year, polarity), count in self.years.items() if polarity == RecordType.Polarity.GOOD)

    @property
    def bad(self):
        return sum(self.years.values()) - self.good


def standing(records, at):
    """Counts of the records in force on the day `at`, each by what it said on that day: two statements, however many there are."""
    kinds = RecordType.objects.in_bulk()
    rows = records.order_by().values_list("type_id", "effective_on__year").annotate(Count("pk"))
    counts = Counter({(type, year): count for type, year, count in rows})
    corrected_later = earlier_versions(records, at).order_by().values_list("record__type_id", "type_id", "record__effective_on__year")
    for now, then, year, count in corrected_later.annotate(Count("pk")):
        counts[now, year] -= count
        counts[then, year] += count
    years, dimensions, types = Counter(), Counter(), Counter()
    for (key, year), count in counts.items():
        type = kinds[key]
        years[year, type.polarity] += count
        dimensions[type.dimension] += count
        types[type.code] += count
    return Standing(dict(years), dict(dimensions), dict(types))


def newest_of_each(records, count):
    """The newest `count` records of each dimension that have any, in as many statements as there are dimensions."""
    found = []
    for dimension in RecordType.Dimension.values:
        found += records.filter(type__dimension=dimension).with_subject().order_by("-effective_on", "-id")[:count]
    return found


def public_records(agency):
    """What the public sees of the agency's file, newest first. Public pages read this and nothing else."""
    return PublicEntry.objects.visible_to(AnonymousUser()).of_kind("record").filter(agency=agency).order_by("-published_at", "-id")


def with_counts(files):
    """Files with the number of their records in force, good and bad, in the same statement."""
    standing = Q(records__state__in=CreditRecord.STANDING)
    good, bad = (standing & Q(records__type__polarity=polarity) for polarity in RecordType.Polarity.values)
    return files.select_related("agency", "civil_servant__agency").annotate(
        good=Count("records", filter=good), bad=Count("records", filter=bad)
    )


def by_dimension(rows, dimension_of):
    """Pairs of a dimension's name and its rows, in the order of the five dimensions; empty ones are left out.

    `dimension_of(row)` gives the code of a row's dimension.
    """
    order = RecordType.Dimension.values
    ordered = sorted(rows, key=lambda row: order.index(dimension_of(row)))
    return [(RecordType.Dimension(code).label, list(group)) for code, group in groupby(ordered, key=dimension_of)]
