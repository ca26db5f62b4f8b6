"""Keyset pages over arbitrary rows: every row once, in order, forward and backward, with ties and NULLs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.models import User
from core.notices.models import Notice
from core.pages.keyset import decode, total_order, window

START = datetime(2026, 9, 21, tzinfo=UTC)
hours = st.one_of(st.none(), st.integers(0, 3))
orders = st.sampled_from(
    [["read_at"], ["-read_at"], ["title", "-read_at"], ["-title", "read_at"], ["-created_at"], ["user__name", "-title"], []]
)


def all_pages(rows, order, size):
    """The primary keys of every page, walked forward, and then backward from the last."""
    pages, after = [], ""
    while True:
        page = window(rows, order, size, after=after)
        pages.append([row.pk for row in page.rows])
        after = page.after
        if not after:
            break
    backward = [pages[-1]]
    while page.before:
        page = window(rows, order, size, before=page.before)
        backward.insert(0, [row.pk for row in page.rows])
    return pages, backward


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(hours, max_size=12), size=st.integers(1, 4), order=orders)
def test_every_row_once_and_in_order(moments, size, order):
    Notice.objects.all().delete()
    user, _made = User.objects.get_or_create(username="reader", defaults={"name": "读者"})
    for number, hour in enumerate(moments):
        read_at = None if hour is None else START + timedelta(hours=hour, microseconds=7)
        Notice.objects.create(user=user, title=str(number % 3), body="", read_at=read_at)
    pages, backward = all_pages(Notice.objects.all(), order, size)
    expected = list(Notice.objects.order_by(*total_order(order)).values_list("pk", flat=True))
    assert [key for page in pages for key in page] == expected
    assert [key for page in backward for key in page] == expected


@given(token=st.text(max_size=60))
def test_a_broken_token_is_no_place(token):
    fields = {"created_at": Notice._meta.get_field("created_at"), "pk": Notice._meta.pk}
    assert decode(token, fields) is None
