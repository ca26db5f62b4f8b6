"""Queries that are compiled once: for the same few rows on every page, compiling takes several times as long as running."""

from django.db import connection
from django.utils.functional import cached_property


class Prepared:
    """A query that depends on nothing of the request. `queryset` is a values_list of plain columns; `rows()` runs it and returns its tuples."""

    def __init__(self, queryset):
        self.queryset = queryset

    @cached_property
    def compiled(self):
        return self.queryset.query.sql_with_params()

    def rows(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(*self.compiled)
            return cursor.fetchall()
