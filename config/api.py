"""The JSON API: the public projection, and its description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView

urlpatterns = [
    path("", include("commitments.api")),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("", SpectacularRedocView.as_view(url_name="api_schema"), name="api"),
]
