"""Giving out the next numbers of a series."""

from django.db import transaction

from core.documents.models import NumberSeries


def next_number(prefix, year):
    """The next whole number under `prefix` in `year`, from 1. The row lock holds until the commit, so a rolled-back number is not lost."""
    return next_numbers(prefix, year, 1)[0]


@transaction.atomic
def next_numbers(prefix, year, count):
    """The next `count` whole numbers, as a range."""
    NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=year)
    first, series.last = series.last + 1, series.last + count
    series.save(update_fields=["last"])
    return range(first, first + count)
