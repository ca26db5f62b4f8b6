"""The addresses of this room; config/urls.py includes them."""

from django.conf import settings
from django.urls import path

from core.pages.preferences import preferences
from core.pages.styleguide import styleguide

urlpatterns = [path("preferences/", preferences, name="preferences")]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
