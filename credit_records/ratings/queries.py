"""Reads that pages and other rooms need."""

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from core.directory.areas import areas
from core.evidence.models import Evidence
from credit_records.ratings import formula
from credit_records.ratings.models import DimensionRule, Rating, RatingRun
from credit_records.records.models import CreditFile, CreditRecord, RecordType


def rating_of(file, at=None):
    """The newest official rating of a credit file (with at: as it was known for the day `at`, that is with an as-of day not later), or None."""
    ratings = Rating.objects.official().filter(file=file).select_related("run__rule_set").order_by("-run__as_of", "-run__period")
    return (ratings.filter(run__as_of__lte=at) if at else ratings).first()


def ratings_of(file):
    """All official ratings of a credit file, the newest first."""
    return Rating.objects.official().filter(file=file).select_related("run").order_by("-run__as_of", "-run__period")


def people_rated(ratings):
    """The files of the civil servants among these ratings: an agency's rating counts only what everybody can see."""
    return CreditFile.objects.filter(civil_servant__isnull=False, pk__in=ratings.order_by().values("file"))


def period():
    """For values(): the period of a rating's run."""
    return F("run__period")


def newest_runs():
    """The newest official month and the newest official year: those whose files can be downloaded."""
    newest = RatingRun.objects.official().aggregate(
        month=Max("as_of", filter=Q(period__contains="-")), year=Max("as_of", filter=~Q(period__contains="-"))
    )
    months = Q(period__contains="-", as_of=newest["month"])
    return RatingRun.objects.official().filter(months | ~Q(period__contains="-") & Q(as_of=newest["year"])).order_by("-as_of", "-period")


def newest_month(user):
    """The newest run for a month that the user may see, or None."""
    months = RatingRun.objects.visible_to(user).official().filter(period__contains="-")
    return months.select_related("rule_set").order_by("-as_of", "-period").first()


def in_area(ratings, key):
    """Ratings of the agencies of one area; none where there is no such area."""
    return ratings.filter(file__agency__in=areas().get(key, ("", []))[1])


def downloadable(name=None):
    """The files of the newest runs, as Evidence rows in the order of newest_runs(); with `name` only that one."""
    files = Evidence.objects.filter(ratingrun__in=newest_runs()).order_by("-ratingrun__as_of", "-name")
    return files.filter(name=name) if name else files


def listed(ratings):
    """Ratings with all that a list shows."""
    return ratings.select_related("run", "file__agency__parent", "file__civil_servant__agency")


def is_below_base(dimension):
    """Ratings in which the dimension lost more than it won."""
    base = DimensionRule.objects.filter(rule_set=OuterRef("run__rule_set"), dimension=dimension).values("base")
    return Q(**{f"{dimension}__lt": Subquery(base)})


def grades_of(run):
    """[(grade, number of subjects, number of them before)], the best grade first."""
    after = dict(Rating.objects.filter(run=run).values_list("grade").annotate(Count("pk")).order_by())
    before = dict(Rating.objects.filter(run=run).exclude(before_grade="").values_list("before_grade").annotate(Count("pk")).order_by())
    grades = list(run.rule_set.grades.order_by("-lowest").values_list("grade", flat=True))
    grades += sorted(set(before) - set(grades))
    return [(grade, after.get(grade, 0), before.get(grade, 0)) for grade in grades]


def moves_of(run):
    """{up, down, same, regraded}: how many subjects moved against what the run is compared with; in one statement."""
    compared = Q(change__isnull=False)
    return Rating.objects.filter(run=run).aggregate(
        up=Count("pk", filter=Q(change__gt=0)),
        down=Count("pk", filter=Q(change__lt=0)),
        same=Count("pk", filter=Q(change=0)),
        regraded=Count("pk", filter=compared & ~Q(grade=F("before_grade"))),
    )


SIZES = (("≤ −5", None, -5), ("−5 ~ −1", -5, -1), ("−1 ~ 0", -1, 0), ("0 ~ 1", 0, 1), ("1 ~ 5", 1, 5), ("≥ 5", 5, None))


def moves_by_size(run):
    """[(size in points, whether they fell, number of subjects)], from the greatest fall to the greatest rise; in one statement."""
    counts = Rating.objects.filter(run=run).aggregate(
        **{f"size_{place}": Count("pk", filter=of_size(*size)) for place, size in enumerate(SIZES)}
    )
    return [(words, place < 3, counts[f"size_{place}"]) for place, (words, _low, _high) in enumerate(SIZES)]


def of_size(words, low, high):
    """A fall to its greater end inclusive, a rise from its greater end on."""
    if high is not None and high <= 0:
        return Q(change__lte=high, change__lt=0) & (Q() if low is None else Q(change__gt=low))
    return Q(change__gte=low, change__gt=0) & (Q() if high is None else Q(change__lt=high))


def what_if_of(rule_set):
    """The newest what-if run of a rule set, or None."""
    return (
        RatingRun.objects.filter(kind="what_if", rule_set=rule_set)
        .select_related("rule_set", "compared_with__rule_set")
        .order_by("-pk")
        .first()
    )


def samples(count=5):
    """A few agencies' files, those with the most records first: for the preview of a draft."""
    files = CreditFile.objects.filter(agency__isnull=False).select_related("agency").annotate(found=Count("records"))
    return list(files.order_by("-found", "pk")[:count])


def lines_of(rating, user):
    """What each record gave, as the formula says again: dicts of formula.lines_of() with the RecordType as `type`, and as `record` the CreditRecord if the
    reader may see it, else None."""
    lines = formula.lines_of(rating.run, rating.file)
    types = RecordType.objects.in_bulk({line["type_id"] for line in lines})
    records = CreditRecord.objects.visible_to(user).filter(pk__in=[line["record_id"] for line in lines]).in_bulk()
    return [line | {"type": types[line["type_id"]], "record": records.get(line["record_id"])} for line in lines]
