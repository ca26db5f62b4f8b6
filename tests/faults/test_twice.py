"""A form that is sent twice, one after the other or both at once, is one step."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from disclosure.items.models import Item
from tests.architecture.access import targets

TOKEN = {"csrfmiddlewaretoken": "of-the-page-that-was-shown"}


@pytest.fixture
def form(agencies):
    """The address and the answers of the form for a new item."""
    address = reverse("item_create", args=[targets.plain_category().code])
    formed_on = timezone.localdate().isoformat()
    return address, {"agency": agencies["市人社局"].pk, "title": "便民方案", "formed_on": formed_on, "validity": "in_force", "text": "全文"}


def test_sent_again_it_leads_to_what_was_made(form, signed_in):
    (address, answers), client = form, signed_in("lin")
    first, second = (client.post(address, answers | TOKEN) for _time in range(2))
    assert first.url == second.url == Item.objects.get().get_absolute_url()


def test_another_answer_another_page_and_another_person_are_other_forms(form, signed_in):
    (address, answers), client = form, signed_in("lin")
    for sent in (answers | TOKEN, answers | TOKEN | {"title": "另一个方案"}, answers | {"csrfmiddlewaretoken": "of-another-page"}):
        client.post(address, sent)
    signed_in("he").post(address, answers | TOKEN)
    assert Item.objects.count() == 4


def test_what_was_refused_can_be_sent_again(form, signed_in):
    (address, answers), client = form, signed_in("lin")
    assert client.post(address, answers | TOKEN | {"formed_on": "9999-01-01"}).status_code == 422
    assert client.post(address, answers | TOKEN | {"formed_on": "9999-01-01"}).status_code == 422
    assert client.post(address, answers | TOKEN).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one(form, signed_in):
    (address, answers), client = form, signed_in("lin")

    def click(_number):
        mine = Client()
        mine.cookies = client.cookies
        try:
            return mine.post(address, answers | TOKEN).url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as at_once:
        addresses = set(at_once.map(click, range(4)))
    assert addresses == {Item.objects.get().get_absolute_url()}
