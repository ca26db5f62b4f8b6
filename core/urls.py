"""The doors of core's rooms, gathered."""

from django.urls import include, path

urlpatterns = [path("", include("core.pages.urls"))]
