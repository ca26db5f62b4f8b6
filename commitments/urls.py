"""The doors of this wing's rooms, gathered."""

from django.urls import include, path

urlpatterns = [
    path("", include("commitments.register.urls")),
    path("", include("commitments.overview.urls")),
    path("", include("commitments.intake.urls")),
    path("", include("commitments.fulfilment.urls")),
    path("", include("commitments.visits.urls")),
    path("", include("commitments.urging.urls")),
    path("", include("commitments.changes.urls")),
    path("", include("commitments.continuity.urls")),
    path("", include("commitments.assigned.urls")),
    path("", include("commitments.suggestions.urls")),
    path("", include("commitments.lists.urls")),
    path("", include("commitments.assessment.urls")),
    path("", include("commitments.debts.urls")),
    path("", include("commitments.items.urls")),
    path("", include("commitments.cases.urls")),
    path("", include("commitments.contracts.urls")),
    path("", include("commitments.projects.urls")),
]
