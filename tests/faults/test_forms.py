"""Whatever is typed into any form of the portal is answered with a page that says what to do, never with a fault."""

import re
from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.architecture.access import targets
from tests.architecture.access.matrix import EVERYBODY, ROWS, rows_of
from tests.architecture.access.test_matrix import TARGETS, client_of

FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
OWN_NAMES = {"csrfmiddlewaretoken", "q", "seen"}
FORMS = sorted(
    (name, number)
    for name in ROWS
    for number, row in enumerate(rows_of(name))
    if "post" in row.methods and row.who and row.who != EVERYBODY
)
NONSENSE = [
    "",
    "\0",
    "x" * 70_000,
    "-1",
    "99999999999999999999",
    "9" * 5_000,
    "2026-02-30",
    "1e309",
    "NaN",
    "'; DROP TABLE core_agency; --",
    "<script>alert(1)</script>",
    "\ud7ff\uffff𠮷\u202e",
    "０",
    "{}",
    "None",
]


@pytest.fixture
def city(agencies, people):
    return targets.City(agencies, people)


def form_of(city, name, number):
    """(client, address, names of the fields) of one form, opened by somebody who may use it."""
    row = rows_of(name)[number]
    address = reverse(name, kwargs=TARGETS[row.target](city) if row.target else {})
    client = client_of(city, sorted(row.who)[0])
    page = client.get(address) if "get" in row.methods else None
    names = FIELD.findall(page.content.decode()) if page is not None and page.status_code == 200 else []
    return client, address, [name for name in dict.fromkeys(names) if name not in OWN_NAMES] or ["chosen", "text", "reason"]


def posted(client, address, data):
    """The answer; whatever it changes is undone."""
    with transaction.atomic():
        response = client.post(address, data)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize(("name", "number"), FORMS, ids=[f"{name}-{number}" for name, number in FORMS])
def test_nonsense_in_every_field_is_no_fault(name, number, city):
    client, address, fields = form_of(city, name, number)
    faults = []
    for words in NONSENSE:
        for data in (dict.fromkeys(fields, words), {key: [words, words] for key in fields}, {fields[0]: words}):
            response = posted(client, address, data)
            if response.status_code >= 500:
                faults.append((response.status_code, words[:20]))
    assert faults == []


@pytest.mark.parametrize(("name", "number"), FORMS, ids=[f"{name}-{number}" for name, number in FORMS])
def test_a_file_where_words_belong_is_no_fault(name, number, city):
    client, address, fields = form_of(city, name, number)
    for content in (b"", b"PK\x03\x04broken", b"\xff\xfe\x00\xd8", "情况属实。".encode("gb18030")):
        data = {field: SimpleUploadedFile("证据.docx", content) for field in fields}
        assert posted(client, address, data).status_code < 500


@pytest.mark.parametrize("name", ["commitment_new", "commitment_report", "record_new", "clue_new", "item_create", "intake_edit"])
def test_what_was_typed_is_still_there_after_an_error(name, city):
    client, address, fields = form_of(city, name, 0)
    words = "已经写好的一段话，不能丢"
    kept = [field for field in fields if field in ("title", "text", "facts", "criterion", "reason")]
    response = posted(client, address, dict.fromkeys(kept, words))
    assert response.status_code == 422
    assert response.content.decode().count(escape(words)) >= len(kept)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), title=st.text(max_size=50))
def test_any_text_can_be_pasted_as_a_document(city, text, title):
    client = client_of(city, "clerk")
    assert posted(client, reverse("intake_new"), {"text": f"{title}\n{text}"}).status_code in (302, 422)


def test_a_list_of_thousands_of_agencies_is_not_looked_up(city, django_assert_max_num_queries):
    client, address, _fields = form_of(city, "commitment_new", 0)
    with django_assert_max_num_queries(60):
        response = client.post(address, {"leads": "、".join(f"第{number}局" for number in range(3000))})
    assert "一次最多写200个单位" in response.content.decode()
