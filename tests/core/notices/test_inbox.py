"""The inbox: one's own notices, opened, marked read."""

import pytest
from django.urls import reverse

from core.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices(people):
    def make(count, username="lin", **fields):
        rows = [
            Notice(user=people[username], title=f"事项{number}", body="请办理。", **{"path": "/about/"} | fields) for number in range(count)
        ]
        return Notice.objects.bulk_create(rows)

    return make


def test_somebody_elses_notices_are_not_there(notices, signed_in):
    own, other = notices(1)[0], notices(1, "he")[0]
    client = signed_in("lin")
    page = client.get(reverse("inbox")).content.decode()
    assert reverse("notice", args=[own.pk]) in page
    assert reverse("notice", args=[other.pk]) not in page
    assert client.get(reverse("notice", args=[other.pk])).status_code == 404
    assert Notice.objects.get(pk=other.pk).read_at is None


def test_opening_marks_read_and_leads_on(notices, signed_in):
    notice = notices(1)[0]
    answer = signed_in("lin").get(reverse("notice", args=[notice.pk]))
    assert (answer.status_code, answer.url) == (302, "/about/")
    assert Notice.objects.get(pk=notice.pk).read_at


@pytest.mark.parametrize("path", ["", "https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_it_never_leads_off_the_site(notices, signed_in, path):
    notice = notices(1, path=path)[0]
    assert signed_in("lin").get(reverse("notice", args=[notice.pk])).url == reverse("inbox")


def test_all_are_marked_read_by_post_only(notices, signed_in):
    notices(3), notices(2, "he")
    client = signed_in("lin")
    assert client.get(reverse("notices_read_all")).status_code == 405
    page = client.post(reverse("notices_read_all"), follow=True).content.decode()
    assert "3条消息已标为已读" in page
    assert Notice.objects.unread().count() == 2


def test_anonymous_must_sign_in(client):
    assert client.get(reverse("inbox")).url.startswith(reverse("login"))


def test_an_empty_inbox_says_what_will_be_here(signed_in):
    assert "没有消息" in signed_in("lin").get(reverse("inbox")).content.decode()


def test_the_number_of_queries_is_constant(notices, signed_in, django_assert_max_num_queries):
    client = signed_in("lin")
    for count in (3, 30):
        notices(count)
        with django_assert_max_num_queries(12):
            client.get(reverse("inbox"))
