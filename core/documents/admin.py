from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.documents.models import NumberSeries


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ["prefix", "year", "last"]
