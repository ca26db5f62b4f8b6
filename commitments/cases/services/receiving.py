"""Receiving an application, and handing it over: who was asked first answers for it until then (首问负责)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.cases import limits
from commitments.cases.limits import locked
from commitments.cases.models import ServiceCase
from commitments.items.models import GuideVersion
from core.accounts.models import Membership, Role
from core.directory.models import Agency
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.papers.models import new_code
from core.papers.receipts import hash_of
from core.sealed import reseals, seal, unseal
from core.texts import checked_reason, checked_words

SERIES = "办件"


@transaction.atomic
def open_case(*, guide, applicant, contact, by, window=None) -> ServiceCase:
    """A clerk takes in an application by a published guide, of the own agency or, at a common window, of another one.

    The applicant gets a code to follow it by. The day counts as the day of receipt: within the limit of the rule it is accepted or everything
    that is missing is named. Raises DomainError("refused", "not_offered", "words_missing").
    """
    windows = [agency for role, agency in sorted(by.memberships) if role == Role.CLERK]
    window_id = window.pk if window else next(iter(windows), None)
    if window_id not in windows:
        raise DomainError("refused", _("申请由窗口的经办人收件。"))
    check_offered(guide)
    year, code = timezone.localdate().year, new_code()
    contact = checked_words(contact, field="contact", label=_("联系方式"), most=100)
    case = ServiceCase.objects.create(
        number=f"{SERIES}〔{year}〕{next_number(SERIES, year)}号",
        guide=guide,
        agency=guide.item.agency,
        window=Agency.objects.get(pk=window_id),
        applicant=checked_words(applicant, field="applicant", label=_("申请人"), most=100),
        contact_sealed=seal(contact),
        code_sealed=seal(code),
        code_hash=hash_of(code),
        asked_first=by.user,
        responsible=by.user,
    )
    limits.start_acceptance(case, by=by)
    return case


def check_offered(guide):
    if not GuideVersion.objects.current().filter(pk=guide.pk).exists():
        raise DomainError("not_offered", _("这一版办事指南已经不用，请按最新的一版收件。"), field="guide")


def why_not_hand_over(case, by):
    """A sentence that says why the actor may not hand the case over; empty if nothing is against it."""
    if case.state not in (*ServiceCase.BEFORE, *ServiceCase.OPEN, ServiceCase.State.DECIDED):
        return _("已经办结，不用再转交。")
    own = by.is_person and by.user.pk == case.responsible_id
    nobodys = case.responsible_id is None and by.has(Role.CLERK, agency=case.agency_id)
    if own or nobodys or by.has(Role.AGENCY_REVIEWER, agency=case.agency_id):
        return ""
    return _("由现责任人或者承办单位的审核人转交。")


def check_may_hand_over(case, by):
    if why := why_not_hand_over(case, by):
        raise DomainError("refused", why)


def check_may_hand_over_to_agency(case, by):
    """Raises DomainError("refused", "too_late", "accepted_by_law")."""
    check_may_hand_over(case, by)
    if case.state != ServiceCase.State.RECEIVED:
        raise DomainError("too_late", _("已经告知补正或者受理，不能再转给其他单位。"))
    if limits.is_past(case, timezone.localdate()):
        raise DomainError("accepted_by_law", _("告知补正的期限已过，依法自收件之日起视为受理，不能再转给其他单位。请办理受理。"))


@transaction.atomic
def hand_over_to_person(*, case, user, reason, by) -> ServiceCase:
    """Another clerk of the agency that handles it answers for the case from now on, and has its limits.

    Raises DomainError("refused", "bad_person", "words_missing").
    """
    case, reason = locked(case), checked_reason(reason, needed=True)
    check_may_hand_over(case, by)
    works_there = Membership.objects.in_force().filter(user=user, agency=case.agency_id, role=Role.CLERK, user__is_active=True)
    if not works_there.exists() or user.pk == case.responsible_id:
        raise DomainError("bad_person", _("请选择承办单位的另一位经办人。"), field="user")
    case.responsible = user
    case.save(update_fields=["responsible"])
    if case.state != ServiceCase.State.PROPOSED:  # then the limit is the reviewers'
        limits.assign(limits.live_of(case), user, by)
    emit(names.SERVICE_HANDED_OVER, subject=case, by=by, to=user.name, to_user=user.pk, reason=reason)
    return case


@transaction.atomic
def hand_over_to_agency(*, case, guide, reason, by) -> ServiceCase:
    """Another agency handles it, by its own guide, as long as nothing was accepted. The day of receipt stays: the applicant loses no time.

    Raises DomainError("refused", "too_late", "accepted_by_law", "not_offered", "same_agency", "words_missing").
    """
    case, reason = locked(case), checked_reason(reason, needed=True)
    check_may_hand_over_to_agency(case, by)
    check_offered(guide)
    if guide.item.agency_id == case.agency_id:
        raise DomainError("same_agency", _("选择其他单位的事项；本单位内部的，转给另一位经办人。"), field="guide")
    limits.cancel(case, by=by, reason=reason)
    case.guide, case.agency, case.responsible = guide, guide.item.agency, None
    case.save(update_fields=["guide", "agency", "responsible"])
    limits.start_acceptance(case, by=by)
    emit(names.SERVICE_HANDED_OVER, subject=case, by=by, to=case.agency.name, to_user=None, reason=reason)
    return case


@reseals
@transaction.atomic
def reseal_cases():
    """Seal contacts and codes with the first key. Returns how many."""
    rows = list(ServiceCase.objects.order_by("pk").select_for_update(no_key=True))
    for row in rows:
        row.contact_sealed, row.code_sealed = seal(row.contact), seal(unseal(row.code_sealed))
    return 2 * ServiceCase.objects.bulk_update(rows, ["contact_sealed", "code_sealed"], batch_size=1000)


def look_up(code):
    """The case that this code opens, or None."""
    return ServiceCase.objects.filter(code_hash=hash_of(code)).select_related("guide__item", "agency", "responsible").first()
