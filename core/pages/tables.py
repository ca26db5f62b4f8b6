"""Lists: columns, filters, search, sort, a bounded count, and the export of exactly what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import django_filters
from django.db.models import Q
from django.forms import NullBooleanField
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.pages import export
from core.pages.forms import PageForm
from core.pages.keyset import Window, total_order, window

COUNT_LIMIT = 10_000  # counting more rows would cost more than the number is worth
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Column:
    """One column of a list and of its export. `value` is a path ("agency.name") or a function of the row.

    `note` is a second, smaller line on the page, and a column of its own in the export when `note_label` names it.
    `link` makes the whole row lead to the row's own page; `numeric` aligns numbers. `why(row)` is the address that explains the value: how a
    due day was counted.
    """

    label: Any
    value: str | Callable
    note: str | Callable | None = None
    note_label: Any = ""
    link: bool = False
    numeric: bool = False
    why: Callable | None = None


class Cell(NamedTuple):
    column: Column
    value: Any
    note: Any
    url: str
    why: str = ""


class Sort(NamedTuple):
    """A choice of order: its words (最近认定的在前) and the fields, as in order_by."""

    label: Any
    order: Sequence[str]


class PageFilter(django_filters.FilterSet):
    """The base of every list's filters. A value that a filter does not know finds nothing and says so."""

    def get_form_class(self):
        fields = {name: _filter_field(item.field) for name, item in self.filters.items()}
        return type("FilterForm", (PageForm,), fields)

    @property
    def qs(self):
        return super().qs if self.form.is_valid() or not self.is_bound else self.queryset.none()


def _filter_field(field):
    """A filter that is left alone says 全部."""
    if isinstance(field, NullBooleanField):
        field.widget.choices = [("", _("全部")), ("true", _("是")), ("false", _("否"))]
    elif hasattr(field, "empty_label"):
        field.empty_label = _("全部")
    return field


class ListMixin:
    """See ListPage. A room gives `columns`, and where it wants them `filter_class`, `search_fields` and `sorts`."""

    columns: Sequence[Column] = ()
    filter_class: type[PageFilter] | None = None
    search_fields: Sequence[str] = ()
    search_label: Any = _("内容")
    order: Sequence[str] = ("-pk",)
    sorts: dict[str, Sort] = {}  # the first one is the default, and `order` then has no meaning
    page_size = 20
    unit: Any = ngettext_lazy("条", "条")
    lead: Any = ""
    empty_title: Any = _("还没有内容")
    empty_text: Any = ""
    empty_action: tuple[Any, str] | None = None  # words and URL of the next step

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("format", "")
        if not kind:
            return super().get(request, *args, **kwargs)
        if kind not in export.FORMATS:
            raise Http404
        return export.response(kind, str(self.page_title()), self.export_labels(), self.export_rows())

    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]

    def search(self, rows, words: str):
        """Rows that hold every word in one of the search fields."""
        for word in words.split():
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(found)
        return rows

    def filters(self) -> PageFilter | None:
        if not hasattr(self, "_filters"):
            self._filters = self.filter_class and self.filter_class(self.request.GET or None, queryset=self.visible(), request=self.request)
        return self._filters

    def rows(self):
        """The visible rows that fit the filters and the search, in no order yet."""
        rows = self.filters().qs if self.filters() else self.visible()
        return self.search(rows, self.words()) if self.search_fields else rows

    def sort(self) -> tuple[str, Sort]:
        """The chosen sort and its name in the URL; the first one unless another was chosen."""
        names = self.sorts or {"": Sort("", self.order)}
        name = self.request.GET.get("sort", "")
        name = name if name in names else next(iter(names))
        return name, names[name]

    def chosen_order(self) -> list[str]:
        return total_order(self.sort()[1].order)

    def window(self, rows) -> Window:
        get = self.request.GET.get
        return window(rows, self.chosen_order(), self.page_size, after=get("after", ""), before=get("before", ""))

    def url_of(self, row) -> str:
        """Where the row leads: to its own page, unless the list is about another page of it."""
        return row.get_absolute_url()

    def export_labels(self) -> list:
        return [label for column in self.columns for label in (column.label, column.note_label) if label]

    def export_rows(self):
        for row in self.rows().order_by(*self.chosen_order()).iterator(chunk_size=500):
            yield [item for column in self.columns for item in self._exported(column, row)]

    def _exported(self, column: Column, row) -> list:
        return [value_of(row, column.value), *([value_of(row, column.note)] if column.note_label else [])]

    def cells(self, row) -> list[Cell]:
        return [
            Cell(
                column,
                value_of(row, column.value),
                value_of(row, column.note),
                self.url_of(row) if column.link else "",
                column.why(row) if column.why else "",
            )
            for column in self.columns
        ]

    def get_context_data(self, **kwargs):
        rows = self.rows()
        window, count = self.window(rows), bounded_count(rows)
        shared = {
            "filters": self.filters(),
            "words": self.words(),
            "rows": window.rows,
            "table": [self.cells(row) for row in window.rows],
            "window": window,
            "count": f"{COUNT_LIMIT:,}+" if count > COUNT_LIMIT else f"{count:,}",
            "unit": self.unit % count,
            "filtered": any(value for name, value in self.request.GET.items() if name not in ("after", "before", "sort")),
            "clear_filters": (_("看全部"), self.request.path),
            "sort": self.sort()[0],
            "sort_label": self.sort()[1].label,
            "page": self,
        }
        return super().get_context_data(**shared, **kwargs)


def bounded_count(rows) -> int:
    """The number of rows, counted up to one more than COUNT_LIMIT."""
    return rows.order_by()[: COUNT_LIMIT + 1].count()


def value_of(row, path: str | Callable | None):
    """What a column shows of a row: a function's result, or the end of a dotted path; None where the path breaks off."""
    if path is None or callable(path):
        return path and path(row)
    for name in path.split("."):
        row = getattr(row, name, None)
    return row() if callable(row) else row
