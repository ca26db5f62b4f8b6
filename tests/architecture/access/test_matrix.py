"""Every address, tried by everybody with real requests. What one may not see answers 404; no answer shows an identity number whole,
and no page a due day that does not lead to its explanation."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from core.directory.identity import WITHIN
from tests.architecture import access
from tests.architecture.access.explained import days_that_lead_nowhere
from tests.architecture.access.matrix import EVERYBODY, ROWS, rows_of
from tests.architecture.access.targets import City

MODULES = [import_module(f"{access.__name__}.{one.name}") for one in iter_modules(access.__path__) if not one.name.startswith("test_")]
TARGETS = {name: value for module in MODULES for name, value in vars(module).items()}
ONLY_IN_DEVELOPMENT = {"styleguide"}
DONE = {200, 302}
AT_THE_FORM = {409, 422}


def addresses(resolver=None, namespace=""):
    """(name, pattern) of every address, "admin:index" for those in a namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            yield from addresses(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


NAMES = sorted({name for name, _ in addresses() if not name.startswith("admin:")} - ONLY_IN_DEVELOPMENT)
TRIED = [(name, number) for name in NAMES for number in range(len(rows_of(name)))]


@pytest.fixture
def city(agencies, people):
    return City(agencies, people)


def client_of(city, who):
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client.force_login(city.people[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def answer(client, method, address):
    """What the request gets, in one word or number; whatever it changes is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        shown = content_of(response)
        unexplained = days_that_lead_nowhere(shown) if response.headers.get("Content-Type", "").startswith("text/html") else []
        transaction.set_rollback(True)
    if WITHIN.search(shown):
        return "an identity number that is not masked"
    if unexplained:
        return f"due days that do not lead to how they were counted: {unexplained}"
    if response.status_code == 302 and f"{reverse('login')}?" in response["Location"]:
        return "sign in"
    return "ok" if response.status_code in DONE else "form" if response.status_code in AT_THE_FORM else response.status_code


def content_of(response):
    """What the answer shows, whatever it is made of."""
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode(errors="replace")


def expected(row, who, method):
    """The answers that fit; a form that lacks something is refused before anybody asks who sent it."""
    if who in row.who:
        return ("ok", "form") if method == "post" else ("ok",)
    if who in row.refused:
        return (403, "form") if method == "post" else (403,)
    return ("sign in",) if who == "anonymous" and not row.public else (404,)


def test_every_address_has_a_row():
    assert [name for name in NAMES if not rows_of(name)] == []


def test_no_two_addresses_have_one_name():
    """Django would find either; a row would speak of only one."""
    patterns = {}
    for name, pattern in addresses():
        if not name.startswith("admin:") and ":" not in name:
            patterns.setdefault(name, set()).add(str(pattern.pattern))
    assert {name: found for name, found in patterns.items() if len(found) > 1} == {}


def test_every_row_has_an_address():
    assert sorted(ROWS.keys() - set(NAMES)) == []


@pytest.mark.parametrize(("name", "number"), TRIED, ids=[f"{name}-{number}" for name, number in TRIED])
def test_everybody_gets_what_the_row_says(name, number, city):
    row = rows_of(name)[number]
    address = reverse(name, kwargs=TARGETS[row.target](city) if row.target else {}) + row.query
    wrong = []
    for who in sorted(EVERYBODY):
        client = client_of(city, who)
        for method in row.methods:
            wanted, got = expected(row, who, method), answer(client, method, address)
            if got not in wanted:
                wrong.append(f"{method} {address} as {who}: {got}, the matrix says {wanted[0]}")
    assert not wrong, "\n" + "\n".join(wrong)


def admin_addresses():
    """Of every admin page that needs no object. Django's own doors show nothing of the portal."""
    doors = {"admin:login", "admin:logout", "admin:password_change", "admin:password_change_done", "admin:jsi18n"}
    pages = {name for name, pattern in addresses() if not pattern.pattern.converters and "(" not in str(pattern.pattern)}
    return sorted(name for name in pages - doors if name.startswith("admin:"))


def test_the_admin_site_is_for_administrators(city):
    clients, wrong = {who: client_of(city, who) for who in EVERYBODY}, []
    for address in map(reverse, admin_addresses()):
        for who, client in clients.items():
            # an administrator may not add what only services write: 403
            wanted = {"administrator": ("ok", 403), "anonymous": ("sign in",)}.get(who, ("sign in", 403, 404))
            if (got := answer(client, "get", address)) not in wanted:
                wrong.append(f"{address} as {who}: {got}")
    assert not wrong, "\n" + "\n".join(wrong)
