"""The JSON API: the open data, and its description for people and for programs."""

from django.urls import include, path, re_path

from portal.open_data.base import nothing
from portal.open_data.views import ApiPage, Description

urlpatterns = [
    path("", ApiPage.as_view(), name="api"),
    path("schema/", Description.as_view(authentication_classes=(), permission_classes=()), name="api_schema"),
    path("", include("portal.open_data.api")),
    re_path(r"^(?P<address>[\s\S]+)/$", nothing, name="api_nothing"),
]
