"""What the dashboard counts: a fixed number of statements, each over the rows that the reader may see."""

from statistics import median
from typing import Any, NamedTuple

from django.db.models import Avg, Case, CharField, Count, Min, Q, Value, When
from django.db.models.functions import TruncDate

from core.deadlines.calendar import current_calendar
from core.directory.areas import areas
from core.pages.bands import AGES, LEFT
from credit_records.access.models import FileQuery
from credit_records.objections import queries as objections
from credit_records.objections.models import Objection
from credit_records.ratings import queries as ratings
from credit_records.ratings.models import Rating
from credit_records.ratings.models.run import DIMENSIONS
from credit_records.records import queries as records
from credit_records.records.models import CreditRecord, RecordBatch, Revision
from credit_records.repair import queries as repairs
from credit_records.repair.models import RepairApplication

SLOWEST = 10


class Spread(NamedTuple):
    """How many were decided, how many working days the middle one and the slowest took, and the slowest itself."""

    count: int
    middle: Any = None
    longest: Any = None
    slowest: Any = None


def records_by_state(user, today):
    """{state: {"all": number, age band: number}}, the states that occur; one statement."""
    bands = {name: Count("pk", filter=records.of_age_in_state(name, today)) for name in AGES}
    rows = CreditRecord.objects.visible_to(user).order_by().values("state").annotate(all=Count("pk"), **bands)
    return {row.pop("state"): row for row in rows}


def by_time_left(user, today):
    """{kind of work: {"open": number, band of time left: number}}; one statement a model."""
    waiting = CreditRecord.objects.visible_to(user).filter(state__in=CreditRecord.UNDECIDED)
    applications = RepairApplication.objects.visible_to(user)
    return {
        "records": in_bands(waiting, records.review_left, today),
        "batches": in_bands(RecordBatch.objects.visible_to(user), records.batch_left, today),
        "objections": in_bands(Objection.objects.visible_to(user), objections.left, today),
        "repairs": in_bands(applications.filter(kind=RepairApplication.Kind.REPAIR), repairs.left, today),
        "leniency": in_bands(applications.filter(kind=RepairApplication.Kind.LENIENCY), repairs.left, today),
    }


def in_bands(rows, condition, today):
    return rows.aggregate(**{band: Count("pk", filter=condition(band, today)) for band in ("open", *LEFT)})


def waiting_for_approval(user):
    """(revisions, queries of files; what an objection proposes is decided with the objection): each {"count": number, "since": moment when the first of them came, or None}."""
    waiting = (
        Revision.objects.visible_to(user).filter(state="proposed", origin="office"),
        FileQuery.objects.visible_to(user).filter(state="submitted"),
    )
    return [rows.aggregate(count=Count("pk"), since=Min("created_at")) for rows in waiting]


def rated(run, user):
    """{area: {"all", "grade_0" … (as in `grades`), "mean_decision" …, "mean_score", "low_decision" …}} of the agencies; (grades, areas' names)."""
    found_areas = areas()
    grades = list(run.rule_set.grades.order_by("-lowest").values_list("grade", flat=True))
    area = Case(
        *[When(file__agency__in=ids, then=Value(key)) for key, (_name, ids) in found_areas.items() if ids], output_field=CharField()
    )
    rows = Rating.objects.visible_to(user).filter(run=run, file__agency__isnull=False).order_by()
    found = rows.annotate(area=area).values("area").annotate(**measures(grades))
    return {row.pop("area"): row for row in found}, grades, {key: name for key, (name, _ids) in found_areas.items()}


def measures(grades):
    return (
        {"all": Count("pk"), "mean_score": Avg("score")}
        | {f"grade_{place}": Count("pk", filter=Q(grade=grade)) for place, grade in enumerate(grades)}
        | {f"mean_{dimension}": Avg(dimension) for dimension in DIMENSIONS}
        | {f"low_{dimension}": Count("pk", filter=ratings.is_below_base(dimension)) for dimension in DIMENSIONS}
    )


def time_taken(user, today):
    """{kind of work: Spread} of what was decided in the last 12 months; two statements a kind."""
    confirmed = CreditRecord.objects.visible_to(user).filter(records.confirmed_in("year", today))
    applications = RepairApplication.objects.visible_to(user).filter(repairs.decided_in("year", today))
    return {
        "bad": spread(confirmed.filter(type__polarity="bad")),
        "good": spread(confirmed.filter(type__polarity="good")),
        "objections": spread(Objection.objects.visible_to(user).filter(objections.decided_in("year", today)).select_related("record")),
        "repairs": spread(applications.filter(kind=RepairApplication.Kind.REPAIR).select_related("record")),
        "leniency": spread(applications.filter(kind=RepairApplication.Kind.LENIENCY).select_related("record")),
    }


def spread(rows):
    """Working days from the day it was entered or filed to the day of the decision: 0 on the same day. Grouped by these two days, so it costs what a year has."""
    days = rows.order_by().annotate(first=TruncDate("created_at"), last=TruncDate("decided_at")).values_list("first", "last")
    between = current_calendar().working_days_between
    taken = sorted((between(first, last), first, last, count) for first, last, count in days.annotate(Count("pk")))
    if not taken:
        return Spread(0)
    longest, first, last, _count = taken[-1]
    each = [amount for amount, _first, _last, count in taken for _one in range(count)]
    slowest = rows.filter(created_at__date=first, decided_at__date=last).order_by("pk").first()
    return Spread(len(each), median(each), longest, slowest)


def files_named(table, user):
    """The files of which the table names a record that is not public."""
    named = [cell.value for row in table.rows for cell in row]
    keys = [one.pk for one in named if isinstance(one, CreditRecord)] + [
        one.record_id for one in named if isinstance(one, (Objection, RepairApplication))
    ]
    return records.files_told_of(CreditRecord.objects.visible_to(user).filter(pk__in=keys))


def open_longest(user):
    """The records, objections and applications that have waited longest for a decision, the oldest first; with all that a row of them shows."""
    waiting = [
        records.listed(CreditRecord.objects.visible_to(user).filter(state__in=CreditRecord.UNDECIDED)),
        objections.with_parts(Objection.objects.visible_to(user).open()),
        repairs.with_parts(RepairApplication.objects.visible_to(user).open()),
    ]
    found = [row for rows in waiting for row in rows.order_by("created_at", "pk")[:SLOWEST]]
    return sorted(found, key=lambda row: row.created_at)[:SLOWEST]
