"""Every list of the wing has the wing's tabs and marks itself in them."""

import re

import pytest
from django.urls import reverse

from credit_records.rooms import GROUPS

pytestmark = pytest.mark.django_db
LISTS = [room.name for group in GROUPS for room in group.rooms]
OPEN = re.compile(r'<a href="([^"]+)" aria-current="page">')


def tabs(page):
    return page[page.index('class="tabs rooms"') :].split("</nav>")[0]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_stands_in_its_tabs_and_is_marked(signed_in, name):
    shown = tabs(signed_in("meng").get(reverse(name)).content.decode())
    assert OPEN.findall(shown) == [reverse(name)]
    assert shown.count('aria-current="true"') == 1


def test_the_tabs_lead_a_clerk_only_where_the_clerk_may_go(signed_in):
    lin = signed_in("lin")
    shown = tabs(lin.get(reverse("records")).content.decode())
    assert reverse("imports") in shown and reverse("revisions") not in shown
    assert {lin.get(address).status_code for address in re.findall(r'href="([^"]+)"', shown)} == {200}
