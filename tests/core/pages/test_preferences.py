"""Large type and language are cookies that follow the reader; the way back stays on this site."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.pages.urls")]


def test_large_type_is_remembered(client):
    assert client.get("/preferences/?large=1&next=/refusing/").url == "/refusing/"
    assert 'class="large"' in client.get("/refusing/").content.decode()
    client.get("/preferences/?large=0")
    assert 'class="large"' not in client.get("/refusing/").content.decode()


def test_language_is_remembered(client):
    client.get("/preferences/?language=en")
    assert '<html lang="en"' in client.get("/refusing/").content.decode()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\elsewhere.example"])
def test_no_way_to_another_site(client, next_page):
    assert client.get("/preferences/", {"next": next_page}).url == "/"


def test_unknown_values_set_nothing(client):
    response = client.get("/preferences/?large=2&language=xx")
    assert not response.cookies
