"""Where a page can't be shown, its reader stays under the masthead that they know, and finds the way back."""

import pytest
from django.template.loader import render_to_string

from portal.home.views import Home

pytestmark = pytest.mark.django_db
STAFF, PUBLIC = 'class="staff"', 'class=""'


@pytest.fixture
def broken(monkeypatch, client):
    """The home page fails, as a programming error would."""

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(Home, "get", fail)
    client.raise_request_exception = False
    return client


def test_staff_stay_inside(signed_in):
    page = signed_in("lin").get("/nothing-here/").content.decode()
    assert STAFF in page
    assert 'class="btn" href="/work/"' in page


def test_a_visitor_stays_outside(client):
    page = client.get("/nothing-here/").content.decode()
    assert PUBLIC in page
    assert 'class="btn" href="/"' in page


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html"])
def test_a_refusal_too(people, rf, name):
    request = rf.get("/")
    request.user = people["lin"]
    assert STAFF in render_to_string(name, request=request)


def test_a_server_error_too(broken, people):
    page = broken.get("/")
    assert (page.status_code, PUBLIC in page.content.decode()) == (500, True)
    broken.force_login(people["lin"])
    page = broken.get("/")
    assert (page.status_code, STAFF in page.content.decode()) == (500, True)
