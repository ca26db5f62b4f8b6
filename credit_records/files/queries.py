"""A credit file as of any day, and the part of it that the public sees (C1)."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from core.search.models import PublicEntry
from credit_records.objections.models import Objection
from credit_records.records.models import CreditFile, CreditRecord, RecordType
from credit_records.records.queries import earlier_versions, filed_by, open_on, versions_on
from credit_records.repair.models import RepairApplication

HONOUR = {"type__origin": RecordType.Origin.HONOUR, "type__polarity": RecordType.Polarity.GOOD}


def file_of(agency):
    """The agency's credit file, or None: it is opened with the first record."""
    return CreditFile.objects.filter(agency=agency).first()


def records_in_force(file, at=None):
    """The file's records that were in force at the end of the day `at` (default today), newest first."""
    return CreditRecord.objects.in_force(at).filter(file=file).with_subject().order_by("-effective_on", "-id")


class Then(NamedTuple):
    """How records read and stood at the end of a day; of what stood on it. See `then()`."""

    versions: dict  # {record id: the earlier version that it was}; who is not in it reads as now
    disputed: set  # ids of the records to which an objection was open

    def content(self, record):
        return self.versions.get(record.pk, record)

    def state(self, record):
        """in_force, disputed or corrected: what the record's state was, whatever became of it later."""
        if record.pk in self.disputed:
            return CreditRecord.State.DISPUTED
        earlier = self.versions.get(record.pk)
        is_first = (earlier.number if earlier else record.version) == 1
        return CreditRecord.State.IN_FORCE if is_first else CreditRecord.State.CORRECTED


def then(records, at):
    """The Then of the records in force on the day `at`: two statements, however many there are.

    It follows from versions and objections, not from today's state, and so is the same answer whenever it is asked.
    """
    disputed = open_on(Objection.objects.filter(record__in=records), at).order_by().values_list("record_id", flat=True)
    return Then(versions_on(records, at), set(disputed))


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


def honours(records, read):
    """Those of them that were honours (表彰奖励) as they read on the day, newest first."""
    was = {key: version.type.is_honour for key, version in read.versions.items()}
    gained, lost = ({key for key, is_honour in was.items() if is_honour is wanted} for wanted in (True, False))
    found = records.filter(Q(**HONOUR) | Q(pk__in=gained)).exclude(pk__in=lost)
    return found.with_subject().order_by("-effective_on", "-id")


def objections_on(file, at, user):
    """Objections to the file's records that were there at the end of the day `at` and that the user may see, newest first."""
    return about_records(Objection.objects, file, at, user).select_related("agency")


def repairs_on(file, at, user):
    """The same of repair applications."""
    return about_records(RepairApplication.objects, file, at, user).select_related("ground")


def about_records(rows, file, at, user):
    return filed_by(rows.visible_to(user).filter(record__file=file), at).select_related("record__type").order_by("-created_at", "-id")


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
