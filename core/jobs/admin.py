from django.contrib import admin

from core.admin_base import ReadOnlyAdmin
from core.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """How the work goes, not what it is about: arguments and results may name people."""

    exclude = ["arguments", "result"]
    list_display = ["__str__", "state", "done", "total", "attempts", "asked_by", "created_at", "ended_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["asked_by"]
