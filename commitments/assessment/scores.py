"""From counts to scores: exact fractions until the last step, which rounds half up to two decimals."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Cell(NamedTuple):
    """What was counted for one agency in one indicator, and how much of it was done."""

    counted: int
    met: Decimal

    @property
    def percent(self):
        return rounded(100 * self.share)

    @property
    def share(self):
        return Fraction(self.met) / self.counted


def rounded(value):
    """A number that is not negative, half up to two decimals, from the exact fraction."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def score(cells, weights):
    """Σ weight × share / Σ weight × 100 of the indicators with something to count; None where there is none.

    `cells`: {code: Cell}; `weights`: {code: weight}. An indicator without a cell does not apply to the agency (不适用).
    """
    applied = [code for code in weights if code in cells]
    if not applied:
        return None
    total = sum(weights[code] * cells[code].share for code in applied)
    return rounded(100 * total / sum(weights[code] for code in applied))


def ranks(scores):
    """{key: place}: the same score shares a place, and the next one counts all before it (1, 2, 2, 4). Without a score, no place."""
    found = sorted((value for value in scores.values() if value is not None), reverse=True)
    return {key: found.index(value) + 1 for key, value in scores.items() if value is not None}
