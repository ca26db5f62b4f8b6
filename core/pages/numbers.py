"""Tables of numbers, each of which leads to the list of exactly the rows that it counts."""

from decimal import Decimal
from typing import Any, NamedTuple

from core.pages.parts import Mark


class Number(NamedTuple):
    """A cell: a number or words, the list of what it counts, and a colour (as of Mark)."""

    value: Any
    url: str = ""
    mark: str = ""

    @property
    def shown(self):
        return Mark(self.mark, str(self.value)) if self.mark else self.value

    @property
    def css(self) -> str:
        """`zero`: nothing to open, left out where there is little room."""
        if not self.is_number:
            return ""
        return "num" if self.value or self.url else "num zero"

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, (int, float, Decimal))


class Table(NamedTuple):
    """A table with its words; `name` is its name in the address of its export. The first cell of a row heads it; `remark` stands below."""

    name: str
    title: Any
    labels: list
    rows: list[list[Number]]
    remark: str = ""
    empty: str = ""

    @property
    def columns(self) -> list[tuple[Any, bool]]:
        """The labels, and whether numbers stand below."""
        return [(label, cell.is_number) for label, cell in zip(self.labels, self.rows[0], strict=True)]

    @property
    def labelled(self) -> list[list[tuple[Any, Number]]]:
        return [list(zip(self.labels, row, strict=True)) for row in self.rows]

    def values(self) -> list[list]:
        """What a file of the table holds."""
        return [[cell.value for cell in row] for row in self.rows]
