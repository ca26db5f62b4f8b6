"""Every door through which somebody reads another's credit data that is not public leaves a look; what everybody sees leaves none."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.events.services import deliver_all
from core.evidence.models import Evidence
from credit_records.measures.models import Purpose
from credit_records.measures.services import ask_eligibility
from credit_records.objections.models import Objection
from credit_records.objections.services import file_objection
from credit_records.records import services
from credit_records.records.models import CreditRecord, FileLook, RecordBatch
from credit_records.repair.services import apply_for_repair
from tests.credit_records.conftest import prove
from tests.credit_records.repair.conftest import WORDS
from tests.credit_records.repair.conftest import paper as proof

pytestmark = pytest.mark.django_db

PRIVATE = {"code": "disciplined_warning", "document_name": "处分决定书", "document_on": timezone.localdate() - timedelta(days=60)}


def looks():
    return list(FileLook.objects.order_by("pk").values_list("user__username", "under", "way"))


@pytest.fixture
def private(in_force, people):
    """A record of 唐一鸣 that the public never sees."""
    return in_force(subject=people["tang"].civil_servant, **PRIVATE)


def page(record, name="record"):
    return reverse(name, args=[record.pk])


@pytest.mark.parametrize(
    "who, under", [("ye", "office"), ("jiang", "supervision"), ("qin", "inspection"), ("su", "source"), ("tang", None)]
)
def test_who_opens_a_record_leaves_a_look(private, signed_in, who, under):
    for _ in range(2):
        assert signed_in(who).get(page(private)).status_code == 200
    assert looks() == ([(who, under, "page")] if under else [])


def test_the_next_day_is_another_look(private, signed_in):
    signed_in("ye").get(page(private))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        signed_in("ye").get(page(private))
    assert len(looks()) == 2


def test_what_everybody_sees_leaves_no_look_until_it_is_taken_down(in_force, actor, signed_in):
    record = in_force()
    signed_in("jiang").get(page(record))
    assert looks() == []
    services.repair_record(record=record, by=actor("meng"), reason="已付清")
    signed_in("jiang").get(page(record))
    assert looks() == [("jiang", "supervision", "page")]


def test_who_handles_a_draft_leaves_no_look(in_review, people, signed_in):
    record = in_review(subject=people["tang"].civil_servant, **PRIVATE)
    for who in ("su", "ye"):
        signed_in(who).get(page(record))
    assert looks() == []


def test_what_was_not_read_is_no_look(private, signed_in):
    assert signed_in("ye").head(page(private)).status_code == 200
    assert signed_in("lin").get(page(private)).status_code == 404
    assert looks() == []


def test_a_page_that_fails_is_no_look(private, signed_in, monkeypatch):
    client = signed_in("ye")
    client.raise_request_exception = False
    monkeypatch.setattr("credit_records.records.shown.kind", lambda record: 1 / 0)
    assert client.get(page(private)).status_code == 500
    assert looks() == []


def test_a_form_that_shows_the_record_is_a_look(private, signed_in):
    assert signed_in("ye").get(page(private, "record_correct")).status_code == 200
    assert looks() == [("ye", "office", "page")]


def test_a_revision_is_a_look_at_its_record(private, actor, signed_in):
    revision = services.propose_revocation(record=private, by=actor("meng"), reason="处分已撤销")
    signed_in("ye").get(page(revision, "revision"))
    assert looks() == [("ye", "office", "page")]


def test_an_objection_is_a_look_at_its_record(private, actor, signed_in):
    file = SimpleUploadedFile("证明.txt", "见附件".encode(), "text/plain")
    file_objection(record=private, by=actor("tang"), grounds=["facts"], text="不是我", files=[file])
    for who in ("ye", "tang"):
        assert signed_in(who).get(Objection.objects.get().get_absolute_url()).status_code == 200
    assert looks() == [("ye", "office", "page")]


@pytest.mark.parametrize("name", ["records", "measures", "files"])
def test_an_export_is_a_look_at_each_file_in_it(private, in_force, signed_in, name):
    deliver_all()
    ye = signed_in("ye")
    ye.get(reverse(name))
    assert looks() == []  # on the screen a list says what there is to open
    b"".join(ye.get(reverse(name) + "?format=csv").streaming_content)
    assert looks() == [("ye", "office", "export")]
    assert FileLook.objects.get().file == private.file


def test_an_export_costs_the_same_for_many_files(in_force, people, signed_in):
    def statements(address):
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(address + "?format=csv").streaming_content)
        return len(captured)

    client = signed_in("jiang")
    in_force(subject=people["tang"].civil_servant, **PRIVATE)
    statements(reverse("records"))  # the first visit fills what the process keeps
    one = statements(reverse("records"))
    for who in ("lin", "qiao", "he"):
        in_force(subject=people[who].civil_servant, **PRIVATE)
    assert statements(reverse("records")) == one
    assert len(looks()) == 4


def test_a_credit_check_is_a_look_that_says_what_for(private, people, actor, signed_in):
    deliver_all()
    promotion = Purpose.objects.get(code="promotion")
    question = ask_eligibility(by=actor("qiao"), purpose=promotion, matter="拟任副科长", subjects=[people["tang"].civil_servant])
    assert signed_in("qiao").get(question.get_absolute_url()).status_code == 200
    assert [(look.under, look.purpose) for look in FileLook.objects.all()] == [("check", "拟任副科长")]


def test_the_subject_is_not_told_who_entered_the_record(private, people, signed_in):
    signed_in("su").get(page(private))
    text = signed_in("tang").get(page(private.file, "file_looks")).text
    assert people["su"].name not in text and "姓名不公开" in text


def test_the_administration_is_a_door_like_the_others(private, signed_in):
    assert signed_in("admin").get(reverse("admin:credit_records_creditrecord_change", args=[private.pk])).status_code == 200
    assert looks() == [("admin", "administration", "page")]


def test_a_duty_is_named_in_the_readers_language(private, signed_in):
    """Whatever the language of who looked: the row keeps one text for all."""
    office, subject = signed_in("ye"), signed_in("tang")
    office.cookies["django_language"] = subject.cookies["django_language"] = "en"
    office.get(page(private))
    for url in (private.file.get_absolute_url(), page(private.file, "file_looks")):
        text = subject.get(url).text
        assert "Keeping of credit files" in text and "信用档案管理" not in text


def revision_of(record, actor):
    return services.propose_revocation(record=record, by=actor("meng"), reason="处分已撤销", files=[proof()])


def objection_to(record, actor):
    return file_objection(record=record, by=actor("tang"), grounds=["facts"], text="不是我", files=[proof()])


def repair_of(record, actor):
    record.repairable_on = record.effective_on
    record.save(update_fields=["repairable_on"])
    return apply_for_repair(record=record, by=actor("tang"), files=[proof()], **WORDS)


def files_of(subject):
    return [reverse("evidence", args=[one.pk]) for one in Evidence.objects.of(subject)]


@pytest.mark.parametrize("subject_of", [lambda record, actor: record, revision_of, objection_to, repair_of])
def test_a_file_that_is_handed_out_is_a_look_at_the_record_that_it_is_about(in_force, people, actor, signed_in, subject_of):
    record = in_force(subject=people["tang"].civil_servant, **PRIVATE | {"code": "judgment_not_performed"})
    [file] = files_of(subject_of(record, actor))
    assert signed_in("lin").get(file).status_code == 404
    assert looks() == []
    assert signed_in("ye").get(file).status_code == 200
    assert looks() == [("ye", "office", "page")]


@pytest.mark.parametrize("who, left", [("su", [("su", "source", "page")]), ("tang", [])])
def test_the_office_that_entered_it_leaves_one_too_and_the_subject_none(private, signed_in, who, left):
    [file] = files_of(private)
    assert signed_in(who).get(file).status_code == 200
    assert looks() == left


def test_a_file_of_what_everybody_sees_or_of_a_draft_is_no_look(in_force, in_review, people, signed_in):
    for record in (in_force(), in_review(subject=people["tang"].civil_servant, **PRIVATE)):
        [file] = files_of(record)
        assert signed_in("ye").get(file).status_code == 200
    assert looks() == []


def test_the_papers_of_a_batch_are_an_export_of_its_records(in_force, people, signed_in):
    record = in_force(subject=people["tang"].civil_servant, **PRIVATE)
    batch = RecordBatch.objects.create(agency=record.agency, created_by=people["su"])
    prove(batch)
    CreditRecord.objects.filter(pk=record.pk).update(batch=batch, fingerprint="1")
    [file] = files_of(batch)
    assert signed_in("ye").get(file).status_code == 200
    assert looks() == [("ye", "office", "export")]
