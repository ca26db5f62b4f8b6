"""Identity numbers lie sealed and are shown masked: in every table, page, export and mail of the demo city."""

import io
import re

import openpyxl
import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from core.directory.identity import WITHIN
from core.directory.models import CivilServant
from core.notices.mail import send_all
from core.sealed import unseal
from tests.architecture.access.matrix import rows_of
from tests.architecture.access.test_matrix import NAMES, content_of

pytestmark = pytest.mark.django_db
EXPORTS = ("csv", "json", "xlsx")


def numbers():
    return [unseal(sealed) for sealed in CivilServant.objects.values_list("identity_sealed", flat=True)]


def lists():
    """Addresses without an object: each may be a list with exports."""
    return [name for name in NAMES if any(not row.target and "get" in row.methods for row in rows_of(name))]


def text_of(response):
    if response.get("Content-Type", "").endswith("spreadsheetml.sheet"):
        content = b"".join(response.streaming_content) if response.streaming else response.content
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return "\n".join(str(value) for row in sheet.values for value in row)
    return content_of(response)


def test_every_civil_servant_of_the_cast_has_a_number(cast):
    assert len({*numbers()}) == CivilServant.objects.count() > 20
    assert all(WITHIN.fullmatch(number) for number in numbers())


def test_no_table_of_the_demo_city_holds_one_in_the_open(db):
    call_command("load_demo")
    shown = re.compile("|".join(numbers()))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" one')
            assert not any(shown.search(text) for (text,) in cursor.fetchall()), table


def test_no_list_and_no_export_shows_one(cast, signed_in):
    clients = [signed_in(who) for who in ("lin", "ye", "jiang", "qin", "admin")]
    for address in [reverse(name) for name in lists()]:
        for client in clients:
            for ending in ("", *(f"?format={name}" for name in EXPORTS)):
                response = client.get(address + ending)
                assert not WITHIN.search(text_of(response)), address + ending


def test_the_admin_site_shows_them_masked(cast, signed_in):
    client, person = signed_in("admin"), CivilServant.objects.first()
    for page in ("changelist", "change", "history", "delete"):
        address = reverse(f"admin:core_civilservant_{page}", args=[] if page == "changelist" else [person.pk])
        assert not WITHIN.search(client.get(address).content.decode())
    assert person.masked_identity_number in client.get(reverse("admin:core_civilservant_changelist")).content.decode()
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert not WITHIN.search(client.get(address).content.decode()), address


def test_no_mail_of_the_demo_city_shows_one(db, mailoutbox):
    call_command("load_demo")
    send_all()
    assert mailoutbox and not any(WITHIN.search(f"{mail.subject} {mail.body}") for mail in mailoutbox)
