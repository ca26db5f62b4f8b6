"""Asking for a look into a file, deciding about it, taking it back; and the log of looks. Nothing else writes them."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts import grants
from core.accounts.models import Role
from core.documents.numbers import DocumentNumber
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach
from core.states.services import find_step, transition
from core.texts import checked_reason, checked_words, in_the_portals_language
from credit_records.access.models import VIEW, FileLook, FileQuery
from credit_records.records.models import AGENCY_STAFF, CreditFile
from credit_records.records.services import open_file

SIGN = "查档"  # 查档〔2026〕3号
LONGEST = 183  # days; a local rule of this portal: who needs longer asks again


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
    emit(names.QUERY_FILED, subject=query, by=by)
    return query


def check_until(day, field, latest=None):
    today = timezone.localdate()
    if day < today:
        raise DomainError("not_so_long", _("日期要在今天或者今天以后。"), field=field)
    if day > today + timedelta(days=LONGEST):
        raise DomainError("not_so_long", _("一次最长%(days)d天，到期还需要的再申请。") % {"days": LONGEST}, field=field)
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
    return transition(query, to=FileQuery.State.GRANTED, by=by, reason=reason)


@transaction.atomic
def refuse_query(*, query, by, reason):
    """Raises DomainError: "refused", "missing"."""
    return transition(locked(query), to=FileQuery.State.REFUSED, by=by, reason=checked_reason(reason, needed=True))


@transaction.atomic
def withdraw_query(*, query, by):
    return transition(locked(query), to=FileQuery.State.WITHDRAWN, by=by)


@transaction.atomic
def revoke_query(*, query, by, reason):
    """Take the authorisation back, at once. Raises DomainError: "refused", "missing"."""
    query = transition(locked(query), to=FileQuery.State.REVOKED, by=by, reason=checked_reason(reason, needed=True))
    grants.revoke(grant=query.grant, by=by)
    return query


def locked(query):
    return FileQuery.objects.select_for_update(no_key=True, of=("self",)).get(pk=query.pk)


@in_the_portals_language
def purpose_of(query):
    return f"{query.get_purpose_display()}：{query.purpose_words}"


DUTIES = {Role.CREDIT_OFFICE: FileLook.Under.OFFICE, Role.SUPERVISOR: FileLook.Under.SUPERVISION, Role.INSPECTOR: FileLook.Under.INSPECTION}


@transaction.atomic
@in_the_portals_language
def log_look(*, file, by, way=FileLook.Way.PAGE):
    """Write down that somebody looks at a file. The subject's own looks leave no row: None. Returns the FileLook."""
    if is_subject(file, by):
        return None
    query = open_query(file, by)
    duty = next((role for role in DUTIES if by.has(role)), None)
    if query is None and duty is None:
        raise DomainError("refused", _("查这份档案要先申请授权。"))
    under = FileLook.Under.QUERY if query else DUTIES[duty]
    return FileLook.objects.create(
        file=file,
        user=by.user,
        agency_id=query.agency_id if query else next(agency for role, agency in by.memberships if role == duty),
        under=under,
        query=query,
        purpose=purpose_of(query) if query else str(under.label),
        way=way,
    )


def is_subject(file, by):
    """Whether the file is the actor's own, or that of an agency where the actor works on records."""
    if file.civil_servant_id:
        return file.civil_servant.user_id == by.user.pk
    return by.has(*AGENCY_STAFF, agency=file.agency_id)


def open_query(file, by):
    """The query under which the actor may look at the file now, if there is one."""
    found = FileQuery.objects.filter(file=file, created_by=by.user, state=FileQuery.State.GRANTED).select_related("grant")
    return next((query for query in found if query.is_open), None)
