"""Whatever stands behind an address, a page answers it: nobody gets a server error for a made-up query."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.translation import trans_real

from tests.architecture.access import targets

LISTS = ["public_commitments", "public_items", "public_cases", "agencies", "search", "api_commitments", "api_agencies", "api_search"]
# halves of characters, days beyond the calendar, offsets that PostgreSQL does not know
PLACES = ["\ud800", "9" * 25, "2026-01-01T00:00:00+23:00", "0001-01-01T00:00:00+15:00", "9999-12-31T23:59:59-15:00", "2026-01-01T00:00"]


@pytest.fixture
def city(agencies, people):
    return targets.City(agencies, people)


def token(values):
    return urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_forged_place_in_a_list_is_no_fault(city, client, name):
    targets.commitment(city)
    words = {"q": "市"} if "search" in name else {}
    for place in PLACES:
        for values in ([place, "1"], [place, place], ["1", place, "1"], ["1", place, place]):
            with transaction.atomic():
                assert client.get(reverse(name), words | {"after": token(values)}).status_code in (200, 400)


@pytest.mark.django_db
def test_made_up_languages_and_versions_of_the_description_fill_no_memory(client):
    client.get(reverse("api_schema"))
    known = len(trans_real._translations)
    for made_up in ("en-1x", "tlh", "\0", "../../etc", "1\r\nX: y"):
        assert client.get(reverse("api_schema"), {"lang": made_up, "version": made_up}).status_code == 200
    assert len(trans_real._translations) == known
