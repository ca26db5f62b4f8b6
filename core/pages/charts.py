"""Charts as geometry: x in %, y in px, no viewBox, so that words never shrink. The same rows make the table beside them."""

from typing import NamedTuple

from django.utils.translation import gettext as _

BASE, TOP, LEFT = 330, 30, 6.0  # bars: the zero line and the highest tick in px; room for the scale in %
PART, GAP = 0.58, 1.5  # part of a slot that a bar takes; px between stacked parts
DOT_LEFT, DOT_WIDTH, DOT_STEP = 9.0, 82.0, 38  # dots: scale in %, px between rows


class Series(NamedTuple):
    """One part of every bar; `mark` is done, warn or bad and chooses the colour."""

    label: str
    mark: str


class BarChart(NamedTuple):
    """Stacked bars that start at zero. `rows` are (label, [one value a series]); `urls`, where given, the lists that the values of each row count, and at the end those
    of the totals."""

    title: str
    heading: str
    series: list[Series]
    rows: list[tuple[str, list[int]]]
    urls: list[list[str]] | None = None


class DotChart(NamedTuple):
    """Dots on a scale that need not start at zero. `rows` are (label, value, median or None); `subject` is whose dots they are; `places`: of the values."""

    title: str
    heading: str
    subject: str
    low: float
    high: float
    rows: list[tuple[str, float, float | None]]
    places: int = 1


def bars(chart: BarChart) -> dict:
    """Rectangles, grid lines and words of a bar chart."""
    highest = max((sum(values) for _label, values in chart.rows), default=0)
    step = _nice(highest / 3)
    scale = (BASE - TOP) / (3 * step)
    slot = (100 - LEFT) / max(len(chart.rows), 1)
    return {
        "chart": chart,
        "ticks": [_bar_tick(step * i, scale) for i in (1, 2, 3)],
        "columns": [_column(chart, i, slot, scale) for i in range(len(chart.rows))],
        "rows": [_linked(chart, i) for i in range(len(chart.rows))],
        "totals": _totals(chart),
    }


def _linked(chart: BarChart, index: int) -> tuple[str, list[tuple[int, str]]]:
    """A row of the table: its label, and each value with the list behind it."""
    label, values = chart.rows[index]
    return label, list(zip(values, chart.urls[index] if chart.urls else [""] * len(values), strict=True))


def _totals(chart: BarChart) -> list[tuple[int, str]]:
    urls = chart.urls[-1] if chart.urls else [""] * len(chart.series)
    return [(sum(values[i] for _label, values in chart.rows), url) for i, url in enumerate(urls)]


def _bar_tick(value: float, scale: float) -> dict:
    y = BASE - value * scale
    return {"value": f"{value:g}", "y": f"{y:.1f}", "label_y": f"{y - 5:.1f}"}


def _column(chart: BarChart, index: int, slot: float, scale: float) -> dict:
    label, values = chart.rows[index]
    x = LEFT + slot * (index + (1 - PART) / 2) - slot * 0.21
    parts, height = [], 0.0
    for series, value in zip(chart.series, values, strict=True):
        height += value * scale
        if value:
            parts.append({"mark": series.mark, "y": f"{BASE - height:.1f}", "height": f"{max(value * scale - GAP, 0.5):.1f}"})
    return {
        "label": label,
        "x": f"{x:.2f}%",
        "middle": f"{x + slot * PART / 2:.2f}%",
        "width": f"{slot * PART:.2f}%",
        "parts": parts,
        "total": sum(values),
        "total_y": f"{BASE - height - 7:.1f}",
    }


def dots(chart: DotChart) -> dict:
    """Circles, lines to the median, grid lines and words of a dot chart."""
    step = _nice((chart.high - chart.low) / 5)
    count = int((chart.high - chart.low) / step) + 1
    bottom = DOT_STEP * len(chart.rows) + 10
    return {
        "chart": chart,
        "bottom": bottom,
        "label_y": bottom + 18,
        "height": bottom + 24,
        "ticks": [_tick(chart, chart.low + i * step) for i in range(count)],
        "rows": [_dot(chart, i) for i in range(len(chart.rows))],
        "has_median": any(row[2] is not None for row in chart.rows),
        "scale": _("横轴%(low)g至%(high)g") % {"low": chart.low, "high": chart.high},
    }


def _tick(chart: DotChart, value: float) -> dict:
    return {"value": f"{value:g}", "x": _place(chart, value)}


def _dot(chart: DotChart, index: int) -> dict:
    label, value, median = chart.rows[index]
    y = 20 + DOT_STEP * index
    return {
        "label": label,
        "value": f"{value:.{chart.places}f}",
        "median_value": None if median is None else f"{median:.1f}",
        "difference": None if median is None else _difference(value - median),
        "below": median is not None and value < median,
        "x": _place(chart, value),
        "median": None if median is None else _place(chart, median),
        "y": y,
        "text_y": y + 5,
        "median_top": y - 10,
        "median_bottom": y + 10,
    }


def _difference(value: float) -> str:
    words = _("高%(points)s") if value >= 0 else _("低%(points)s")
    return words % {"points": f"{abs(value):.1f}"}


def _place(chart: DotChart, value: float) -> str:
    return f"{DOT_LEFT + DOT_WIDTH * (value - chart.low) / (chart.high - chart.low):.2f}%"


def _nice(step: float) -> float:
    """The next of 1, 2, 3, 5, 10, 20, 30, 50 … at or above `step`."""
    size = 1
    while True:
        for factor in (1, 2, 3, 5):
            if factor * size >= step:
                return factor * size
        size *= 10
