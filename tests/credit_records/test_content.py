"""What may be said of whom, and when: each refusal names its field and says what to do."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.directory.models import Agency, CivilServant
from core.errors import DomainError
from credit_records.records import services
from credit_records.records.models import CreditRecord, RecordType

pytestmark = pytest.mark.django_db

WARNING = {"code": "disciplined_warning", "document_name": "处分决定书", "document_on": date(2026, 7, 10)}
REFUSED = [
    ("a sanction of an agency", {**WARNING}, "wrong_subject", "type"),
    ("a judgment without its paper", {"code": "judgment_not_performed"}, "words_missing", "document_name"),
    ("a paper without its day", {"document_name": "判决书"}, "document_missing", "document_on"),
    ("a day without its paper", {"document_on": date(2026, 7, 1)}, "words_missing", "document_name"),
    ("a paper before the deed", {"document_name": "判决书", "document_on": date(2026, 6, 29)}, "document_before_the_deed", "document_on"),
    ("a paper of a day to come", {"document_name": "判决书", "document_on": date(2099, 1, 1)}, "not_yet", "document_on"),
    ("a deed before the agency was founded", {"happened_on": date(2000, 12, 31)}, "before_the_post", "happened_on"),
    ("a severity that the type does not have", {"severity": "serious"}, "wrong_severity", "severity"),
]


@pytest.mark.parametrize("changes, code, field", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused_and_where(changes, code, field, draft):
    with pytest.raises(DomainError) as error:
        draft(**changes)
    assert (error.value.code, error.value.data["field"]) == (code, field)
    assert not CreditRecord.objects.exists()


def test_a_deed_before_the_post_began_is_not_the_persons(draft, people):
    with pytest.raises(DomainError, match="自2020年1月1日起"):
        draft(subject=people["tang"].civil_servant, happened_on=date(2019, 12, 31))


def test_a_deed_after_the_person_left_is_not_theirs(draft, people):
    CivilServant.objects.filter(user=people["tang"]).update(left_on=date(2026, 6, 29))
    person = CivilServant.objects.get(user=people["tang"])
    with pytest.raises(DomainError) as error:
        draft(subject=person)
    assert error.value.code == "after_the_post"
    assert draft(subject=person, happened_on=date(2026, 6, 29)).state == "draft"


def test_a_dissolved_agency_answers_for_what_it_did_before(draft, agencies):
    Agency.objects.filter(short_name="市住建局").update(dissolved_on=date(2026, 6, 1))
    subject = Agency.objects.get(short_name="市住建局")
    with pytest.raises(DomainError) as error:
        draft(subject=subject)
    assert error.value.code == "after_the_post"
    assert draft(subject=subject, happened_on=date(2026, 5, 1)).state == "draft"


@pytest.mark.parametrize(
    "columns",
    [
        {"document_on": date(2026, 6, 29), "document_name": "判决书"},
        {"document_on": date(2026, 7, 1)},
        {"severity": "terrible"},
        {"repairable_on": date(2027, 1, 2), "period_ends_on": date(2027, 1, 1)},
        {"leniency": "exempt"},
    ],
)
def test_the_database_refuses_it_too(columns, in_force):
    record = in_force()
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditRecord.objects.filter(pk=record.pk).update(**columns)


def test_leniency_needs_a_ground_and_a_bad_record(in_review, actor):
    from credit_records.records.models import LeniencyGround

    ground = LeniencyGround.objects.get(code="loss_made_good")
    with pytest.raises(DomainError, match="要选情形"):
        services.confirm_record(record=in_review(), by=actor("ye"), reason="属实", leniency="lenient")
    with pytest.raises(DomainError, match="没有惩戒"):
        good = in_review(code="kept_early")
        services.confirm_record(record=good, by=actor("ye"), reason="属实", leniency="exempt", leniency_ground=ground)
    record = services.confirm_record(record=in_review(), by=actor("ye"), reason="属实", leniency="exempt", leniency_ground=ground)
    assert (record.leniency, record.leniency_ground) == ("exempt", ground)


def test_a_sanction_is_a_persons_and_is_not_repaired():
    type = RecordType(code="x", name="x", polarity="bad", dimension="execution", severity="minor", legal_basis="x", verification="none",
                      origin="discipline", subjects="any", period_rule="discipline_warning", repairable=True)  # fmt: skip
    with pytest.raises(ValidationError) as error:
        type.full_clean()
    assert "处分只记公务员" in str(error.value) and "不修复" in str(error.value)


@pytest.mark.parametrize("username, sees", [("ye", True), ("qin", True), ("jiang", False), ("qiao", False), ("tang", True)])
def test_a_restricted_record_is_seen_by_few(username, sees, in_force, people, signed_in):
    """只有信用办和监察可看: besides them the person whom it is about."""
    record = in_force(subject=people["tang"].civil_servant)
    RecordType.objects.filter(pk=record.type_id).update(visibility="restricted")
    assert signed_in(username).get(record.get_absolute_url()).status_code == (200 if sees else 404)
