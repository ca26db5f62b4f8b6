"""Giving out the next number of a series."""

from django.db import transaction

from core.documents.models import NumberSeries


@transaction.atomic
def next_number(prefix, year):
    """The next whole number under `prefix` in `year`, from 1. The row lock holds until the commit, so a rolled-back number is not lost."""
    NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
