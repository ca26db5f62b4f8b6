"""The doors of this wing's rooms, gathered."""

from django.urls import include, path

urlpatterns = [
    path("", include("credit_records.records.urls")),
    path("", include("credit_records.imports.urls")),
    path("", include("credit_records.exchange.urls")),
    path("", include("credit_records.access.urls")),
    path("", include("credit_records.ratings.urls")),
    path("", include("credit_records.reports.urls")),
    path("", include("credit_records.objections.urls")),
    path("", include("credit_records.repair.urls")),
    path("", include("credit_records.files.urls")),
    path("", include("credit_records.measures.urls")),
]
