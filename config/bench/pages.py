"""A page against a bare view that runs the same statements."""

import re

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from config.bench import urls
from config.bench.figures import Figure, least_seconds

NAMED_CURSOR = re.compile(r'^DECLARE "\w+" .*?CURSOR .*?FOR ')  # Django fetches the choices of a form through one


def page_figure(what, path, few_queries, *, client=None, times=20):
    """The page among many rows. `few_queries`: how many statements it took among few; it must be as many."""
    client = client or Client()
    queries = queries_of(path, client)
    if len(queries) != few_queries:
        raise AssertionError(f"{what}: {few_queries} queries among few entries, {len(queries)} among many")
    with override_settings(ROOT_URLCONF="config.bench.urls"):
        urls.statements = queries
        bare = least_seconds(lambda: client.get("/bare/"), times=times)
        page = least_seconds(lambda: client.get(path), times=times)
    return Figure(f"{what} ({len(queries)} queries)", page, "bare view, same SQL", bare, 4)


def queries_of(path, client=None):
    client = client or Client()
    client.get(path)  # the first visit fills what the process keeps: the work calendar, content types
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise AssertionError(f"{path} answered {response.status_code}")
    return [NAMED_CURSOR.sub("", query["sql"]) for query in captured.captured_queries]
