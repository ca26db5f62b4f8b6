"""Parallel approval: what the agencies that are asked say, and what their silence means."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.cases import limits
from commitments.cases.limits import OPINION, SYSTEM, live_of, locked_opinion
from commitments.cases.models import Opinion, ServiceCase
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.states.services import transition
from core.texts import checked_words, in_the_portals_language


@transaction.atomic
def answer_opinion(*, opinion, answer, by, words="") -> Opinion:
    """An agency consents, or objects with reasons; an objection may become consent as long as nothing is decided.

    Raises DomainError: "no_such_answer", "too_late" (its silence was consent), "case_over", "refused", "words_missing".
    """
    opinion, today = locked_opinion(opinion), timezone.localdate()
    if answer not in ("consented", "objected"):
        raise DomainError("no_such_answer", _("选择同意还是不同意。"), field="answer")
    check_is_open(opinion, today)
    opinion.words = checked_words(words, field="words", label=_("理由"), most=5_000, needed=answer == "objected")
    opinion.answered_on, opinion.answered_by = today, by.user
    if answer == "consented":  # an objection keeps its words as long as it is one
        transition(opinion, to=answer, by=by)
    opinion.save(update_fields=["words", "answered_on", "answered_by"])
    if answer == "objected":
        transition(opinion, to=answer, by=by, reason=opinion.words)
    limits.meet(opinion, OPINION, on=today, by=by)
    return opinion


def check_is_open(opinion, today):
    """Raises DomainError("too_late", "case_over")."""
    if opinion.state == Opinion.State.SILENT or any(limit.due_on < today for limit in live_of(opinion, OPINION)):
        raise DomainError("too_late", _("答复期限已过，依照缺席默认的规定视为同意，不能再答复。"))
    if opinion.case.state not in ServiceCase.OPEN:
        raise DomainError("case_over", _("这件已经作出决定或者撤回，不用再答复。"))


def check_may_answer(opinion, by):
    """Raises DomainError("refused", "too_late", "case_over", "answered")."""
    if not by.has(*Opinion.ANSWERERS, agency=opinion.agency_id):
        raise DomainError("refused", _("由被征求意见的单位答复。"))
    check_is_open(opinion, timezone.localdate())
    if opinion.state not in (Opinion.State.ASKED, Opinion.State.OBJECTED):
        raise DomainError("answered", _("已经答复“%(state)s”，不用再答复。") % {"state": opinion.get_state_display()})


@transaction.atomic
@in_the_portals_language
def consent_by_silence(keys):
    """Those of the opinions that still are not there count as consent from the day after the limit. Calling it twice changes nothing."""
    waiting = Opinion.objects.filter(pk__in=keys, state=Opinion.State.ASKED).order_by("pk")
    opinions = list(waiting.select_for_update(no_key=True, of=("self",)).select_related("case", "agency"))
    for opinion in opinions:
        transition(opinion, to="silent", by=SYSTEM)
        for deadline in live_of(opinion, OPINION):
            deadlines.fail(deadline=deadline, on=timezone.localdate(), by=SYSTEM, reason=_("到期没有答复，视为同意"))
    return opinions


def end_open_opinions(case, *, by, reason):
    """The decision does not need them any more."""
    for opinion in case.opinions.filter(state=Opinion.State.ASKED).order_by("pk"):
        transition(opinion, to="ended", by=SYSTEM)
        limits.cancel(opinion, by=by, reason=reason)
