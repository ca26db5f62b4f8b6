"""Leaders and problems are to be looked at only."""

from django.contrib import admin

from commitments.projects.models import Problem, ProjectLead
from core.admin_base import ReadOnlyAdmin


@admin.register(ProjectLead)
class ProjectLeadAdmin(ReadOnlyAdmin):
    list_display = ("commitment", "post", "civil_servant", "starts_on", "ends_on")
    list_select_related = ("commitment", "civil_servant")


@admin.register(Problem)
class ProblemAdmin(ReadOnlyAdmin):
    list_display = ("title", "commitment", "agency", "solver", "state")
    list_filter = ("state",)
    list_select_related = ("commitment", "agency", "solver")
    search_fields = ("title",)
