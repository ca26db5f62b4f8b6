"""Feeds: the course of one commitment, the commitments of an agency, what a search finds."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from commitments.fulfilment.services import report_progress
from commitments.register.services import register

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(address):
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(answer.content)
    ids = [one.text for one in tree.iterfind(f"{ATOM}entry/{ATOM}id")]
    assert len(ids) == len(set(ids))
    return [one.text for one in tree.iterfind(f"{ATOM}entry/{ATOM}title")]


def test_the_course_of_a_commitment_the_newest_first(commitment, actor):
    report_progress(commitment=commitment, text="已经上线。", percent=40, by=actor("lin"))
    assert titles(reverse("commitment_feed", args=[commitment.pk])) == ["报告进展：完成40%", "作出承诺"]


def test_the_commitments_of_an_agency(commitment, promise, actor):
    register(by=actor("lin"), **promise(title="<职称>&评审"))
    assert titles(reverse("agency_feed", args=[commitment.agency_id])) == ["<职称>&评审", "工伤认定全程网办"]


def test_a_search(commitment, promise, actor):
    register(by=actor("lin"), **promise(title="老旧小区加装电梯"))
    address = reverse("search_feed")
    assert titles(f"{address}?q=电梯") == ["老旧小区加装电梯"] and titles(f"{address}?q=电梯&kind=item") == [] == titles(address)
    assert titles(f"{address}?q=%00&kind=%00") == [] == titles(f"{address}?q=%01&kind=%01")


def test_the_pages_name_their_feeds(commitment):
    for page, feed in (
        (f"/commitments/{commitment.pk}/", f"/commitments/{commitment.pk}/feed/"),
        (f"/agencies/{commitment.agency_id}/", f"/agencies/{commitment.agency_id}/feed/"),
        ("/search/?q=工伤", "/search/feed/?q="),
    ):
        assert 'type="application/atom+xml"' in (words := Client().get(page).content.decode()) and feed in words
    assert Client().get(reverse("commitment_feed", args=[999])).status_code == 404
