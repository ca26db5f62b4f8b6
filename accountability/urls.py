"""The doors of this wing's rooms, gathered."""

from django.urls import include, path

urlpatterns = [
    path("", include("accountability.complaints.urls")),
    path("", include("accountability.cases.urls")),
]
