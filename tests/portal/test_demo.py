"""The demo city goes the whole road: documents in, promises kept and broken, records, clues, cases, publications."""

import pytest
from django.core.management import call_command

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
    assert CreditRecord.objects.filter(state="in_force").count() == 1
    assert Case.objects.filter(state="closed").count() == 1
    assert {entry.kind for entry in PublicEntry.objects.all()} >= {"commitment", "item", "record", "case"}
    assert not Delivery.objects.exclude(error="").exists()
    assert list(broken_entries()) == []
