"""The steps of a record's life: drafted, submitted, confirmed or not, revoked. Nothing else writes records."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.accounts.models import Membership, Role
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.documents.numbers import DocumentNumber
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit_many
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import find_step, transition
from core.texts import checked_reason, checked_words
from credit_records.records.models import AGENCY_STAFF, CreditFile, CreditRecord, RecordType
from credit_records.records.public import publicity_days, publish_record, withdraw_record

SIGN = "信录"  # 信录〔2026〕12号
DAY = timedelta(days=1)
DRAFTERS = (*AGENCY_STAFF, Role.CREDIT_OFFICE)
BROKEN = (Deadline.State.OVERDUE, Deadline.State.LATE, Deadline.State.FAILED)


@transaction.atomic
def draft_record(*, by, subject, type, title, facts, happened_on, basis="", files=()):
    """Enter a draft about an Agency or a CivilServant, for the agency where the actor works. Without `basis` that of the type is kept.

    Raises DomainError: "refused" (role, or the record is about the actor), "not_yet" (a day to come), "words_missing", and what attach() raises.
    """
    record = CreditRecord(file=open_file(subject), agency_id=drafting_agency_id(by), created_by=by.user)
    write_draft(record, by, type=type, title=title, facts=facts, happened_on=happened_on, basis=basis)
    attach(subject=record, files=files, by=by)
    return record


@transaction.atomic
def amend_record(*, record, by, type, title, facts, happened_on, basis=""):
    """Correct one's own draft, before it is submitted or after it was sent back. Whoever corrects a draft of the system becomes its author.

    Raises DomainError: "not_a_draft", "not_the_author", "refused", "not_yet", "words_missing".
    """
    record = locked(record)
    if record.created_by_id not in (None, by.user.pk):
        # a second author could confirm what they wrote, since the row names only one
        raise DomainError("not_the_author", _("草稿只由录入人修改。"))
    record.created_by = by.user
    return write_draft(record, by, type=type, title=title, facts=facts, happened_on=happened_on, basis=basis)


@transaction.atomic
def prove_record(*, record, by, files):
    """Add evidence to a draft. Raises DomainError: "not_a_draft", "refused", and what attach() raises."""
    record = locked(record)
    check_draft(record, by)
    attach(subject=record, files=files, by=by)
    return record


def write_draft(record, by, *, type, title, facts, happened_on, basis):
    check_draft(record, by)
    record.basis = checked_words(basis, field="basis", label=_("依据"), needed=False) or type.legal_basis
    if happened_on > timezone.localdate():
        raise DomainError("not_yet", _("发生日期不能晚于今天。"), field="happened_on")
    record.type, record.happened_on = type, happened_on
    record.title = checked_words(title, field="title", label=_("标题"), most=300)
    record.facts = checked_words(facts, field="facts", label=_("事实"))
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
def confirm_record(*, record, by, reason):
    """Bring a reviewed record into force (生效): it gets its number, and is published where its type says so.

    Raises DomainError: "refused" (role, maker and checker, somebody named in it), "missing" (reason, evidence).
    """
    record, today, reason = locked(record), timezone.localdate(), checked_reason(reason)
    number = str(DocumentNumber(SIGN, today.year, next_number(SIGN, today.year)))
    public_until = publicity_days(record.type, today)[1] if record.is_public else None
    write(record, number=number, confirmed_by=by.user, decided_at=timezone.now(), reason=reason, public_until=public_until)
    transition(record, to="in_force", by=by, reason=reason)
    end_review(record, by)
    if record.is_public:
        publish_record(record)
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


@transaction.atomic
def dismiss_record(*, record, by, reason):
    """Decide that a draft is no record (不予认定). It stays on file with the reason and is never public.

    Raises DomainError("refused", "missing").
    """
    record, reason = locked(record), checked_reason(reason)
    write(record, reason=reason, decided_at=timezone.now())
    transition(record, to="dismissed", by=by, reason=reason)
    end_review(record, by)
    return record


@transaction.atomic
def revoke_record(*, record, by, reason):
    """Take a record out of force from today on (撤销) and down from the public page. Raises DomainError("refused", "words_missing")."""
    record, reason = locked(record), checked_reason(reason, needed=True)
    write(record, reason=reason, ended_on=timezone.localdate())
    transition(record, to="revoked", by=by, reason=reason)
    if record.file.agency:  # whatever its type says today: it may have been shown when the type still published
        withdraw_record(record, reason)
    return record


@transaction.atomic
def open_missed_drafts(*, deadlines_missed, by):
    """One draft for each missed limit whose purpose a record type waits for (C3), and the credit office's time to review it.

    `deadlines_missed`: primary keys. A limit that was extended or cancelled since is not broken and opens nothing. Returns the new drafts.
    Exactly once: the row locks let two callers take turns, and the unique `source_deadline` holds whatever happens.
    """
    types = {type.opened_by_purpose: type for type in RecordType.objects.effective().exclude(opened_by_purpose="")}
    broken = Deadline.objects.filter(pk__in=deadlines_missed, purpose__in=types, state__in=BROKEN).select_related("agency").order_by("pk")
    broken = list(broken.select_for_update(no_key=True, of=("self",)))
    known = set(CreditRecord.objects.filter(source_deadline__in=broken).values_list("source_deadline_id", flat=True))
    new = [deadline for deadline in broken if deadline.pk not in known]
    if not new:
        return []
    files, office = open_files({deadline.agency_id for deadline in new}), credit_office_id()
    drafts = [missed_draft(deadline, types[deadline.purpose], files[deadline.agency_id], office) for deadline in new]
    drafts = CreditRecord.objects.bulk_create(drafts, batch_size=500)
    rule = Rule.objects.in_force("record_review")
    deadlines.start_many([review_limit(draft, rule, office, started_on=draft.source_deadline.missed_on) for draft in drafts])
    emit_many(names.RECORD_DRAFTED, model=CreditRecord, rows=[(draft.pk, {}) for draft in drafts], by=by)
    return drafts


def missed_draft(deadline, type, file_id, office):
    words = {
        "agency": deadline.agency,
        "short": deadline.agency.short_name,
        "title": deadline.title,
        "due": date_format(deadline.due_on, _("Y年n月j日")),
    }
    title, facts = _("%(short)s逾期未办结：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，到期没有办结。")
    if deadline.state == "failed":
        title, facts = _("%(short)s没有办成：%(title)s"), _("%(agency)s应于%(due)s前办结“%(title)s”，经核验没有办成。")
    return CreditRecord(
        file_id=file_id,
        type=type,
        title=(title % words)[:300],
        facts=facts % words,
        happened_on=happened_on(deadline),
        source_deadline=deadline,
        basis=type.legal_basis,
        agency_id=office,
    )


def happened_on(deadline):
    """The day after the due day, which lasts until 24:00; or the earlier day on which it was decided that it was not done."""
    return min(deadline.due_on + DAY, deadline.ended_on if deadline.state == "failed" else date.max)


def open_file(subject):
    """The credit file of an Agency or a CivilServant; it is opened with the first record."""
    column = "agency" if isinstance(subject, Agency) else "civil_servant"
    return CreditFile.objects.get_or_create(**{column: subject})[0]


def open_files(agency_ids):
    """{agency id: file id}, opening the files that are missing."""
    # sorted, so that two callers who open the same files wait for each other in the same order
    CreditFile.objects.bulk_create([CreditFile(agency_id=key) for key in sorted(agency_ids)], ignore_conflicts=True)
    return dict(CreditFile.objects.filter(agency__in=agency_ids).values_list("agency_id", "pk"))


def drafting_agency_id(actor):
    """The agency for which the actor enters a draft: the first where the actor holds a role for it; None if there is none."""
    return min((agency for role, agency in actor.memberships if role in DRAFTERS), default=None)


def check_drafter(actor):
    """Raises DomainError("refused") for someone who enters no records."""
    if drafting_agency_id(actor) is None:
        raise DomainError("refused", _("信用记录由单位的经办人、审核人或者信用办录入。"))


def credit_office_id():
    """The agency whose people review records. Raises DomainError("no_credit_office") where no one holds that role today."""
    office = Membership.objects.in_force().filter(role=Role.CREDIT_OFFICE).order_by("agency_id").values_list("agency_id", flat=True).first()
    if office is None:
        raise DomainError("no_credit_office", _("还没有人担任信用办工作人员，请系统管理员先设置角色。"))
    return office


def locked(record):
    """The row as it stands now, locked; a service starts from this, not from what a page read earlier."""
    rows = CreditRecord.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("type", "file__agency", "file__civil_servant", "source_deadline__rule").get(pk=record.pk)


def write(record, **columns):
    """Columns that must be there before the state says so. A refused step rolls them back."""
    for name, value in columns.items():
        setattr(record, name, value)
    record.save(update_fields=columns)


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
