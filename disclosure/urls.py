"""The doors of this wing's rooms, gathered."""

from django.urls import include, path

urlpatterns = [path("", include("disclosure.items.urls"))]
