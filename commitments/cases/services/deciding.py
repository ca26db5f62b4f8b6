"""The decision: proposed by a clerk, taken by a reviewer, delivered to the applicant; or the application is taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.cases import limits
from commitments.cases.limits import DECIDING, DELIVERY, live_of, locked
from commitments.cases.models import Opinion, ServiceCase
from commitments.cases.papers import issue_decision
from commitments.cases.services.accepting import check_state
from commitments.cases.services.opinions import end_open_opinions
from core.errors import DomainError
from core.states.services import transition
from core.texts import checked_reason, checked_words

Outcome = ServiceCase.Outcome


@transaction.atomic
def propose_decision(*, case, reason, by) -> ServiceCase:
    """A clerk has examined it and says what should be decided. The limit now is everybody's who may decide."""
    case, reason = locked(case), checked_reason(reason)
    case.proposed_by = by.user
    case.save(update_fields=["proposed_by"])
    transition(case, to="proposed", by=by, reason=reason)
    limits.give_back(case, by=by)
    return case


@transaction.atomic
def decide_case(*, case, outcome, reason, by, basis="") -> ServiceCase:
    """Grant or refuse; a refusal with reasons and legal basis, and it is reported to the level above (否定报备). Delivery is due from today.

    Raises DomainError: "no_such_outcome", "opinions_open", "objected", "words_missing" (basis), "refused", "missing", "no_such_step".
    """
    case, reason = locked(case), checked_reason(reason, needed=True)
    if outcome not in Outcome.values:
        raise DomainError("no_such_outcome", _("选择准予还是不予许可。"), field="outcome")
    if outcome == Outcome.GRANTED:
        check_opinions(case)
    basis = checked_words(basis, field="basis", label=_("法律依据"), most=500, needed=outcome == Outcome.REFUSED)
    case.outcome, case.decision, case.decision_basis = outcome, reason, basis
    case.decided_on, case.decided_by = timezone.localdate(), by.user
    case.save(update_fields=["outcome", "decision", "decision_basis", "decided_on", "decided_by"])
    transition(case, to="decided", by=by, reason=reason, outcome=outcome, basis=basis)
    limits.meet(case, *DECIDING, on=case.decided_on, by=by)
    end_open_opinions(case, by=by, reason=_("已作出决定"))
    limits.start_delivery(case, by=by)
    issue_decision(case, by=by)
    return case


def check_opinions(case):
    """Raises DomainError("opinions_open", "objected")."""
    asked = [one.agency.short_name for one in case.opinions.filter(state=Opinion.State.ASKED).select_related("agency")]
    if asked:
        words = _("%(names)s还没有答复，期限也没有到，现在不能准予。")
        raise DomainError("opinions_open", words % {"names": "、".join(asked)}, field="outcome")
    objected = [one.agency.short_name for one in case.opinions.filter(state=Opinion.State.OBJECTED).select_related("agency")]
    if objected:
        words = _("%(names)s不同意，不能准予。请协商，或者不予许可。")
        raise DomainError("objected", words % {"names": "、".join(objected)}, field="outcome")


@transaction.atomic
def send_back(*, case, reason, by) -> ServiceCase:
    """Back to who answers for it, who has the limits again. Raises DomainError("refused", "no_such_step", "missing")."""
    case = locked(case)
    check_state(case, ServiceCase.State.PROPOSED)
    transition(case, to="accepted", by=by, reason=reason)
    limits.assign(live_of(case), case.responsible, by)
    return case


@transaction.atomic
def deliver_case(*, case, delivery, by) -> ServiceCase:
    """The decision or the licence was handed to the applicant today. `delivery`: how. Raises DomainError("refused", "no_such_step")."""
    case = locked(case)
    case.delivery, case.delivered_on = (
        checked_words(delivery, field="delivery", label=_("怎样送达"), most=200),
        timezone.localdate(),
    )
    case.save(update_fields=["delivery", "delivered_on"])
    transition(case, to="delivered", by=by)
    limits.meet(case, DELIVERY, on=case.delivered_on, by=by)
    return case


@transaction.atomic
def withdraw_case(*, case, reason, by) -> ServiceCase:
    """The applicant takes the application back, or lets it be; its limits stop. Raises DomainError("refused", "no_such_step", "missing")."""
    case, reason = locked(case), checked_reason(reason)
    transition(case, to="withdrawn", by=by, reason=reason)
    limits.cancel(case, by=by, reason=reason)
    end_open_opinions(case, by=by, reason=reason)
    return case
