"""Asking for a look into a file, deciding about it, taking it back. Nothing else writes queries."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts import grants
from core.deadlines import services as deadlines
from core.deadlines.services import Limit
from core.documents.numbers import DocumentNumber
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.rules.models import Rule
from core.states.services import find_step, transition
from core.texts import checked_reason, checked_words, in_the_portals_language
from credit_records.access.models import AUTHORISED, DECISION, FileQuery
from credit_records.records.models import VIEW, CreditFile
from credit_records.records.services import open_file
from credit_records.records.services.rows import credit_office_id

SIGN = "查档"  # 查档〔2026〕3号
DECIDE, LONGEST = "file_query_decision", "file_query_longest"  # rules of the catalogue


@transaction.atomic
def apply_for_query(*, by, subject, purpose, purpose_words, basis, wanted_until, files):
    """Ask for a look into the file of an Agency or a CivilServant. The paper that entitles to it (授权文书、查询函) comes along.

    Raises DomainError: "refused" (no staff), "own_file", "not_so_long", "evidence_missing", "words_missing", "already_waiting".
    """
    if not by.is_staff:
        raise DomainError("refused", _("查档申请由机关单位的工作人员提出。"))
    file = open_file(subject)
    if CreditFile.objects.visible_to(by.user).filter(pk=file.pk).exists():
        raise DomainError("own_file", _("这份档案你现在就可以看，不用申请。"))
    check_until(wanted_until, field="wanted_until")
    if not files:
        raise DomainError("evidence_missing", _("请附上授权文书或者查询函。"), field="files")
    if FileQuery.objects.filter(file=file, created_by=by.user, state=FileQuery.State.SUBMITTED).exists():
        raise DomainError("already_waiting", _("你已经申请查这份档案，还在等批准。"))
    query = FileQuery.objects.create(
        number=str(DocumentNumber(SIGN, timezone.localdate().year, next_number(SIGN, timezone.localdate().year))),
        file=file,
        agency_id=min(by.agency_ids),
        created_by=by.user,
        purpose=purpose,
        purpose_words=checked_words(purpose_words, field="purpose_words", label=_("用途说明"), most=150),
        basis=checked_words(basis, field="basis", label=_("法定依据"), most=200),
        wanted_until=wanted_until,
    )
    attach(subject=query, files=files, by=by)
    start_limit(query, DECISION, Rule.objects.in_force(DECIDE), _("审批查档申请：%(number)s") % {"number": query.number})
    emit(names.QUERY_FILED, subject=query, by=by)
    return query


@in_the_portals_language
def start_limit(query, purpose, rule, title, fixed_on=None):
    """A clock of the credit office. Its title names the application and nobody: more people read it than may see the file."""
    deadlines.start_many([Limit(query, purpose, title, credit_office_id(), rule, timezone.localdate(), fixed_on)])


def decided(query, by):
    for limit in query.deadlines.live().filter(purpose=DECISION):
        deadlines.meet(deadline=limit, on=timezone.localdate(), by=by)
    return query


def cancelled(query, purpose, by, reason):
    for limit in query.deadlines.live().filter(purpose=purpose):
        deadlines.cancel(deadline=limit, by=by, reason=reason)
    return query


def may_ask(agency, by):
    """Whether the actor would have to ask for a look into the agency's file."""
    return by.is_staff and not CreditFile.objects.visible_to(by.user).filter(agency=agency).exists()


def check_until(day, field, latest=None):
    """Not before today, and not later than the rule's calendar days from today. Raises DomainError("not_so_long")."""
    today, longest = timezone.localdate(), Rule.objects.in_force(LONGEST).amount
    if day < today:
        raise DomainError("not_so_long", _("日期要在今天或者今天以后。"), field=field)
    if day > today + timedelta(days=longest):
        raise DomainError("not_so_long", _("一次最长%(days)d天，到期还需要的再申请。") % {"days": longest}, field=field)
    if latest and day > latest:
        raise DomainError("not_so_long", _("不能比申请的日期更晚。"), field=field)


@transaction.atomic
def grant_query(*, query, by, until, reason=""):
    """Let the applicant look until the end of the day `until`. Raises DomainError: "refused" (role, applicant, somebody concerned), "not_so_long"."""
    query = locked(query)
    if why := query.refusal(find_step(query, FileQuery.State.GRANTED), by):
        raise DomainError("refused", why)
    check_until(until, field="until", latest=query.wanted_until)
    query.grant = grants.grant(
        target=query.file,
        user=query.created_by,
        permission=VIEW,
        purpose=purpose_of(query),
        basis=query.basis,
        expires_at=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
        by=by,
    )
    query.save(update_fields=["grant"])
    query = transition(query, to=FileQuery.State.GRANTED, by=by, reason=reason)
    title = _("查档授权：%(number)s") % {"number": query.number}
    start_limit(query, AUTHORISED, Rule.objects.in_force(LONGEST), title, fixed_on=until + timedelta(days=1))
    return decided(query, by)


@transaction.atomic
def refuse_query(*, query, by, reason):
    """Raises DomainError: "refused", "missing"."""
    return decided(transition(locked(query), to=FileQuery.State.REFUSED, by=by, reason=checked_reason(reason, needed=True)), by)


@transaction.atomic
def withdraw_query(*, query, by):
    return cancelled(transition(locked(query), to=FileQuery.State.WITHDRAWN, by=by), DECISION, by, _("申请已撤回"))


@transaction.atomic
def revoke_query(*, query, by, reason):
    """Take the authorisation back, at once. Raises DomainError: "refused", "missing"."""
    query = transition(locked(query), to=FileQuery.State.REVOKED, by=by, reason=checked_reason(reason, needed=True))
    grants.revoke(grant=query.grant, by=by)
    return cancelled(query, AUTHORISED, by, _("授权已收回"))


def locked(query):
    return FileQuery.objects.select_for_update(no_key=True, of=("self",)).get(pk=query.pk)


@in_the_portals_language
def purpose_of(query):
    return f"{query.get_purpose_display()}：{query.purpose_words}"
