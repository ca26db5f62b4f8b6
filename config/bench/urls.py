"""The portal's addresses, and a bare view that only runs statements."""

from django.db import connection
from django.http import HttpResponse
from django.urls import include, path

statements = []


def bare(request):
    """Run the statements that a page ran, fetch their rows, and say nothing."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    return HttpResponse("done")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
