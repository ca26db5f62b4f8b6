"""The doors of core's rooms, gathered."""

from django.urls import include, path

from core.events.views import health

urlpatterns = [
    path("", include("core.accounts.urls")),
    path("", include("core.deadlines.urls")),
    path("", include("core.evidence.urls")),
    path("", include("core.jobs.urls")),
    path("", include("core.notices.urls")),
    path("", include("core.pages.urls")),
    path("", include("core.papers.urls")),
    path("health/", health, name="health"),
]
