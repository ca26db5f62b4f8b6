"""Keyset pages and refusals of the API."""

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from core.errors import DomainError
from core.notices.models import Notice
from core.pages.api import KeysetPagination, exception_handler

pytestmark = pytest.mark.django_db


def page(url):
    pagination = KeysetPagination()
    pagination.page_size = 2
    rows = pagination.paginate_queryset(Notice.objects.all(), Request(APIRequestFactory().get(url)))
    return pagination.get_paginated_response([row.title for row in rows]).data


def test_pages_link_to_each_other(people):
    for title in "一二三四五":
        Notice.objects.create(user=people["lin"], title=title, body="")
    first = page("/api/notices/?read=false")
    assert (first["results"], first["previous"]) == (["五", "四"], None)
    assert "read=false" in first["next"]
    second = page(first["next"])
    assert second["results"] == ["三", "二"]
    last = page(second["next"])
    assert (last["results"], last["next"]) == (["一"], None)
    assert page(last["previous"])["results"] == ["三", "二"]


def test_a_refusal_is_said_with_its_code():
    response = exception_handler(DomainError("stale", "请刷新页面再看。"), {})
    assert (response.status_code, response.data) == (409, {"code": "stale", "message": "请刷新页面再看。"})
    assert exception_handler(DomainError("refused", "不能"), {}).status_code == 403
