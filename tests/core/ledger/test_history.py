"""D8: every domain table keeps each version of each row, also those that raw and set-based SQL made."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from core.directory.models import Agency
from core.history import acting

pytestmark = pytest.mark.django_db


def versions(agency):
    return list(agency.events.order_by("pgh_id").values_list("pgh_label", "telephone"))


def test_each_version_is_kept_also_of_raw_sql(agencies):
    agency = agencies["市人社局"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_agency SET telephone = '1' WHERE id = %s", [agency.pk])
    Agency.objects.filter(pk=agency.pk).update(telephone="2")
    assert versions(agency)[-2:] == [("update", "1"), ("update", "2")]


def test_who_did_it_is_kept(agencies, actor):
    agency = agencies["市人社局"]
    with acting(actor("lin")):
        Agency.objects.filter(pk=agency.pk).update(telephone="3")
    assert agency.events.order_by("pgh_id").last().pgh_context.metadata["actor"] == "林晓舟"


def test_history_cannot_be_changed(agencies):
    with pytest.raises(DatabaseError), transaction.atomic():
        agencies["市人社局"].events.all().delete()


def test_every_domain_table_has_a_history():
    kept = {
        "core_assignment",
        "core_event",
        "core_issuedpaper",
        "core_job",
        "core_delivery",
        "core_heartbeat",
        "core_notice",
        "core_mail",
        "core_chainentry",
        "core_numberseries",
        "core_user",
    }
    names = {model._meta.db_table for model in apps.get_app_config("core").get_models()}
    without = {name for name in names if not name.endswith("event") and f"{name}event" not in names}
    assert without <= kept | {"core_event"}
