"""Entering a record: draft, amend, prove, submit; and what the office sends back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import services as deadlines
from core.errors import DomainError
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import find_step, transition
from core.texts import checked_reason
from credit_records.records.models import CreditRecord
from credit_records.records.services.content import checked_content
from credit_records.records.services.rows import credit_office_id, drafting_agency_id, locked, open_file, write


@transaction.atomic
def draft_record(*, by, subject, files=(), **content):
    """Enter a draft about an Agency or a CivilServant, for the agency where the actor works. `content`: see checked_content.

    Raises DomainError: "refused" (role, or the record is about the actor), and what checked_content() and attach() raise.
    """
    record = CreditRecord(file=open_file(subject), agency_id=drafting_agency_id(by), created_by=by.user)
    write_draft(record, by, content)
    attach(subject=record, files=files, by=by)
    return record


@transaction.atomic
def amend_record(*, record, by, **content):
    """Correct one's own draft, before it is submitted or after it was sent back. Whoever corrects a draft of the system becomes its author.

    Raises DomainError: "not_a_draft", "not_the_author", "refused", and what checked_content() raises.
    """
    record = locked(record)
    if record.created_by_id not in (None, by.user.pk):
        # a second author could confirm what they wrote, since the row names only one
        raise DomainError("not_the_author", _("草稿只由录入人修改。"))
    record.created_by = by.user
    return write_draft(record, by, content)


@transaction.atomic
def prove_record(*, record, by, files):
    """Add evidence to a draft. Raises DomainError: "not_a_draft", "refused", and what attach() raises."""
    record = locked(record)
    check_draft(record, by)
    attach(subject=record, files=files, by=by)
    return record


def write_draft(record, by, content):
    check_draft(record, by)
    for name, value in checked_content(subject=record.file.subject, **content).items():
        setattr(record, name, value)
    record.save()
    return record


def check_draft(record, by):
    """What is under review stands still; and whoever may submit a draft may write it."""
    if record.state != CreditRecord.State.DRAFT:
        raise DomainError("not_a_draft", _("只有草稿可以修改。要补充的，请信用办先退回。"))
    if why := record.refusal(find_step(record, "in_review"), by):
        raise DomainError("refused", why)


@transaction.atomic
def submit_record(*, record, by):
    """Ask the credit office to confirm a draft; its time for that begins, unless it is running already.

    Raises DomainError("refused", "missing").
    """
    record = locked(record)
    write(record, submitted_by=by.user)
    transition(record, to="in_review", by=by)
    start_review(record)
    return record


@transaction.atomic
def send_back_record(*, record, by, reason):
    """Return a record to its author, with what is missing. The review ends: the next begins when it is submitted again.

    A draft of the system stays with the credit office, and so does its clock. Raises DomainError("refused", "missing").
    """
    record, reason = locked(record), checked_reason(reason)
    write(record, reason=reason, submitted_by=None)
    transition(record, to="draft", by=by, reason=reason)
    if record.source_deadline_id is None:
        end_review(record, by)
    return record


def review_limit(record, rule, office, started_on):
    return deadlines.Limit(record, "review", record.title, office, rule, started_on)


def start_review(record):
    """The credit office's clock, unless it is running already."""
    if record.live_review is None:
        rule = Rule.objects.in_force("record_review")
        deadlines.start_many([review_limit(record, rule, credit_office_id(), started_on=timezone.localdate())])


def end_review(record, by):
    if deadline := record.live_review:
        deadlines.meet(deadline=deadline, on=timezone.localdate(), by=by)
