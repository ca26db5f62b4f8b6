"""One measured figure, and the table of all."""

import time
from dataclasses import dataclass

HEADINGS = ("measured", "took", "compared with", "ratio", "limit", "")


@dataclass(frozen=True)
class Figure:
    """`seconds` is compared with `other_seconds`; their ratio must not exceed `limit`."""

    what: str
    seconds: float
    other: str
    other_seconds: float
    limit: float

    @property
    def ratio(self):
        return self.seconds / self.other_seconds

    @property
    def is_ok(self):
        return self.ratio <= self.limit

    def cells(self):
        other = f"{self.other}: {shown(self.other_seconds)}"
        return self.what, shown(self.seconds), other, f"{self.ratio:.2f} ×", f"≤ {self.limit:g} ×", "ok" if self.is_ok else "over"


def shown(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def table(figures):
    """The figures as a Markdown table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def seconds(function):
    """How long one call takes."""
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def least_seconds(function, *, times=20):
    """The fastest of several calls: what else the machine does only adds."""
    return min(seconds(function) for _ in range(times))
