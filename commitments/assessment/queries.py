"""Reads of assessments: figures by agency and indicator, and what stands behind them."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, CharField, F, Sum, Value, When

from commitments.assessment.models import AssessedCommitment
from commitments.assessment.scores import Cell, ranks, score
from core.directory.models import Agency


class AgencyResult(NamedTuple):
    """How one agency came off: its place is None where nothing was counted for it."""

    agency: Agency
    cells: dict
    score: object
    rank: int | None


def results(assessment):
    """One AgencyResult an agency with something to count, the best first; two statements."""
    cells = cells_of(assessment)
    weights = weights_of(assessment)
    scores = {agency: score(found, weights) for agency, found in cells.items()}
    places = ranks(scores)
    agencies = Agency.objects.in_bulk(cells)
    found = [AgencyResult(agencies[key], cells[key], scores[key], places.get(key)) for key in cells]
    return sorted(found, key=lambda one: (one.rank, one.agency.sort_key, one.agency.pk))


def weights_of(assessment):
    return {one["code"]: one["weight"] for one in assessment.indicators}


def cells_of(assessment):
    """{agency: {code: Cell}}; one statement."""
    sums = AssessedCommitment.objects.filter(assessment=assessment).order_by().values("agency", "indicator")
    found = defaultdict(dict)
    for row in sums.annotate(all=Sum("counted"), done=Sum("met")):
        found[row["agency"]][row["indicator"]] = Cell(row["all"], row["done"])
    return dict(found)


def totals(found):
    """{code: Cell} of all agencies together."""
    sums = {}
    for one in found:
        for code, cell in one.cells.items():
            before = sums.get(code, Cell(0, 0))
            sums[code] = Cell(before.counted + cell.counted, before.met + cell.met)
    return sums


def with_parts(assessments):
    return assessments.select_related("agency", "created_by", "computed_by").prefetch_related("deadlines__rule")


def indicator_names(assessment):
    return [(one["code"], one["name"]) for one in assessment.indicators]


def rows_of(assessment, names):
    """The rows with `indicator_name`, as the indicator was called then."""
    called = Case(
        *(When(indicator=code, then=Value(name)) for code, name in names.items()), default=F("indicator"), output_field=CharField()
    )
    return assessment.rows.select_related("commitment", "agency").annotate(indicator_name=called)


def met(rows):
    return rows.filter(met=F("counted"))


def fell_short(rows):
    return rows.filter(met__lt=F("counted"))
