"""Opening a case from a clue, assigning its handlers, the finding, and the decision (A2). The only writers of cases."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accountability.cases.models import HANDLE, Case
from accountability.cases.public import publication_of
from accountability.complaints.models import SUPERVISION, Clue
from accountability.complaints.services import meet_triage
from core.accounts.actor import Actor
from core.accounts.grants import grant
from core.documents.series import next_number
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.search import publication as public_rows
from core.states.services import transition
from core.texts import checked_words

HANDLING_DAYS = 90  # calendar days for which a grant lasts unless said otherwise
LONGEST_HANDLING_DAYS = 366


@transaction.atomic
def open_case(*, clue, ground, title, facts, by, respondent=None) -> Case:
    """Make a case of a clue; whoever opens it goes on seeing it.

    Raises DomainError: "refused", "other_agency" (the respondent serves elsewhere), "words_missing", "stale", "no_such_step".
    """
    transition(clue, to=Clue.State.CASE_OPENED, by=by)
    meet_triage(clue, by=by)
    if respondent and respondent.agency_id != clue.agency_id:
        raise DomainError("other_agency", _("被问责人不在%(agency)s任职。") % {"agency": clue.agency}, field="respondent")
    year = timezone.localdate().year
    case = Case.objects.create(
        number=f"问责〔{year}〕{next_number('case', year)}号",
        clue=clue,
        agency_id=clue.agency_id,
        respondent=respondent,
        ground=ground,
        title=checked_words(title, field="title", label=_("案由"), most=300),
        facts=checked_words(facts, field="facts", label=_("事实")),
        opened_by=by.user,
    )
    emit(names.CASE_OPENED, subject=case, by=by, clue=clue.pk)
    return case


@transaction.atomic
def assign_handler(*, case, handler, by, expires_on=None) -> Case:
    """Let a supervisor or inspector handle the case until the end of a day; the first one begins the investigation.

    Raises DomainError: "refused", "accused" (named in the case or of the agency concerned), "not_supervision", "already_handler",
    "bad_expiry", "grant_to_oneself".
    """
    case = locked(case)
    if case.state == Case.State.OPEN:
        transition(case, to=Case.State.INVESTIGATING, by=by)
    refuse_others(case, by)
    check_handler(case, handler)
    grant(
        target=case,
        user=handler,
        permission=HANDLE,
        purpose=_("办理%(number)s") % {"number": case.number},
        basis=case.ground.legal_basis,
        expires_at=end_of(expires_on or timezone.localdate() + timedelta(days=HANDLING_DAYS)),
        by=by,
    )
    emit(names.HANDLER_ASSIGNED, subject=case, by=by, handler=handler.pk, reason=str(handler))
    return case


def check_handler(case, handler):
    if handler.pk in case.excluded():
        raise DomainError("accused", _("被问责人和被问责单位的人不能承办，请指派其他单位的人。"), field="handler")
    if not Actor.of(handler).has(*SUPERVISION):
        raise DomainError("not_supervision", _("承办人要是督查人员或监察人员。"), field="handler")
    if handler.pk in case.handler_ids():
        raise DomainError("already_handler", _("%(name)s已经在办这个案件。") % {"name": handler}, field="handler")


def end_of(day):
    """24:00 of the day, local time."""
    if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=LONGEST_HANDLING_DAYS):
        raise DomainError("bad_expiry", _("授权到期日在今天以后，最长一年。"), field="expires_on")
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@transaction.atomic
def record_finding(*, case, finding, by) -> Case:
    """Write down what the investigation found.

    Raises DomainError: "refused", "not_investigating", "finding_of_another" (only who wrote it changes it), "words_missing".
    """
    case = locked(case)
    refuse_others(case, by)
    if case.found_by_id not in (None, by.user.pk):
        raise DomainError("finding_of_another", _("调查结论由%(name)s写，只能由本人修改。") % {"name": case.found_by})
    case.finding = checked_words(finding, field="finding", label=_("调查结论"))
    case.found_by, case.found_at = by.user, timezone.now()
    case.save(update_fields=["finding", "found_by", "found_at"])
    emit(names.FINDING_RECORDED, subject=case, by=by)
    return case


@transaction.atomic
def close_case(*, case, measure, decision, by, publish=False) -> Case:
    """Hold the respondent accountable: the decision of somebody who neither opened nor investigated the case.

    The outcome is published if chosen, or if the measure is public by its nature. Raises DomainError: "refused", "missing", "no_such_step".
    """
    case = decided(case, by=by, decision=decision, measure=measure, is_public=publish or measure.is_public)
    transition(case, to=Case.State.CLOSED, by=by, reason=case.decision)
    if case.is_public:
        public_rows.publish(publication_of(case))
    return case


@transaction.atomic
def dismiss_case(*, case, decision, by) -> Case:
    """Hold nobody accountable, with the reason. Raises as close_case."""
    case = decided(case, by=by, decision=decision, measure=None, is_public=False)
    return transition(case, to=Case.State.DISMISSED, by=by, reason=case.decision)


def decide_case(*, case, outcome, decision, by, measure=None, publish=False) -> Case:
    """What the decision page says: "close" with a measure, or "dismiss"."""
    if outcome == "dismiss":
        return dismiss_case(case=case, decision=decision, by=by)
    return close_case(case=case, measure=measure, decision=decision, by=by, publish=publish)


def decided(case, *, by, decision, **columns):
    """The locked case with its decision written; the transition that follows checks whether it may be."""
    case = locked(case)
    columns |= {
        "decision": checked_words(decision, field="decision", label=_("决定")),
        "decided_by": by.user,
        "decided_on": timezone.localdate(),
    }
    for name, value in columns.items():
        setattr(case, name, value)
    case.save(update_fields=list(columns))
    return case


def locked(case):
    """The row as it stands now, locked."""
    rows = Case.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agency", "ground", "measure", "respondent", "found_by").get(pk=case.pk)


def refuse_others(case, by):
    """Only a handler works on a case under investigation. Raises DomainError: "not_investigating", "refused"."""
    if case.state != Case.State.INVESTIGATING:
        raise DomainError("not_investigating", _("当前状态是“%(state)s”，不能这样办理。") % {"state": case.get_state_display()})
    if not by.is_person or not by.has(*SUPERVISION) or by.user.pk in case.excluded() or by.user.pk not in case.handler_ids():
        raise DomainError("refused", _("这一案件由指定的承办人办理。"))
