"""Scores of the yearly assessment worked out by hand (yearly_assessment.json holds the arithmetic)."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.assessment.scores import Cell, ranks, score

GOLDEN = json.loads((Path(__file__).parent / "yearly_assessment.json").read_text())


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["case"])
def test_each_score_is_as_worked_out_by_hand(case):
    cells = {code: Cell(counted, Decimal(met)) for code, (counted, met) in case["cells"].items()}
    found = score(cells, GOLDEN["weights"])
    assert (None if found is None else f"{found:.2f}") == case["score"]


def test_the_same_score_shares_a_place():
    scores = {name: value and Decimal(value) for name, value in GOLDEN["ranks"]["scores"].items()}
    assert ranks(scores) == GOLDEN["ranks"]["places"]


counted = st.integers(1, 10_000).flatmap(lambda most: st.tuples(st.just(most), st.integers(0, most * 2)))


@given(st.dictionaries(st.sampled_from(list(GOLDEN["weights"])), counted, min_size=1))
def test_a_score_lies_between_the_worst_and_the_best_indicator(pairs):
    cells = {code: Cell(most, Decimal(half) / 2) for code, (most, half) in pairs.items()}
    shares = [float(cell.share) * 100 for cell in cells.values()]
    assert min(shares) - 0.006 <= float(score(cells, GOLDEN["weights"])) <= max(shares) + 0.006
