"""The demo city goes the whole road: documents in, promises kept and broken, records, clues, cases, publications."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accountability.cases.models import Case
from accountability.complaints.models import Clue
from commitments.intake.models import IntakeDocument
from commitments.register.models import Commitment
from core.events.models import Delivery
from core.ledger.services import broken_entries
from core.notices.models import Notice
from core.search.models import PublicEntry
from credit_records.records.models import CreditRecord

pytestmark = pytest.mark.django_db


def test_the_demo_city_shows_the_whole_road_and_loads_once():
    call_command("load_demo")
    counts = [model.objects.count() for model in (IntakeDocument, Commitment, CreditRecord, Clue, Case, Notice, PublicEntry)]
    call_command("load_demo")
    assert counts == [model.objects.count() for model in (IntakeDocument, Commitment, CreditRecord, Clue, Case, Notice, PublicEntry)]
    assert IntakeDocument.objects.count() == 3
    assert set(Commitment.objects.values_list("state", flat=True)) >= {"open", "kept"}
    assert CreditRecord.objects.filter(state="corrected").count() == 1
    assert Case.objects.filter(state="closed").count() == 1
    assert {entry.kind for entry in PublicEntry.objects.all()} >= {"commitment", "item", "record", "case", "rating"}
    assert not Delivery.objects.exclude(error="").exists()
    assert list(broken_entries()) == []


@pytest.fixture
def empty_directory(db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_agency CASCADE; DELETE FROM core_user")


def test_a_first_document_finds_a_city_where_the_portal_is_tried_out(empty_directory, settings, tmp_path):
    """Every command works right after the set-up; on a database that matters nobody is made up."""
    document = tmp_path / "通知.txt"
    document.write_text("关于整治市容的通知\n一、清理小广告。2030年6月底前完成。（市住建局负责）\n", encoding="utf-8")
    settings.DEMO = False
    with pytest.raises(CommandError, match="名录还是空的"):
        call_command("intake", str(document))
    settings.DEMO = True
    call_command("intake", str(document))
    assert IntakeDocument.objects.filter(title="关于整治市容的通知").exists()
