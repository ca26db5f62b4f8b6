"""Accepting an application, naming everything that is missing once, taking in what was supplied, and acceptance by silence."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.cases import limits
from commitments.cases import papers as papers_of_cases
from commitments.cases.limits import ACCEPTANCE, SYSTEM, is_past, live_of, locked
from commitments.cases.models import MissingPapers, Opinion, ServiceCase
from core.accounts.models import Role
from core.deadlines import services as deadlines
from core.errors import DomainError
from core.events import names
from core.events.services import emit, emit_many
from core.pages.words import day
from core.states.services import transition
from core.texts import checked_reason, checked_words, in_the_portals_language, stored_words


@transaction.atomic
def accept_case(*, case, by) -> ServiceCase:
    """Accept what is complete. Where the limit for saying so had passed, the law accepted it on the day of receipt.

    Raises DomainError("refused", "no_such_step").
    """
    case, today = locked(case), timezone.localdate()
    check_state(case, ServiceCase.State.RECEIVED)
    silent = is_past(case, today)
    return begin(case, by=by, on=case.received_on if silent else today, silent=silent)


def check_state(case, state):
    """Several steps lead to one state; each begins where it belongs. Raises DomainError("no_such_step")."""
    if case.state != state:
        raise DomainError("no_such_step", _("当前状态是“%(state)s”，不能这样办理。") % {"state": case.get_state_display()})


def begin(case, *, by, on, silent):
    """The case is accepted as of the day `on`: its limits run, and the other agencies are asked."""
    case.accepted_on, case.accepted_by_silence = on, silent
    if case.responsible is None and not by.is_system:
        case.responsible = by.user
    case.save(update_fields=["accepted_on", "accepted_by_silence", "responsible"])
    transition(case, to="accepted", by=by, on=on, silent=silent)
    end_acceptance(case, by=by, silent=silent)
    limits.start_deciding(case, by=by)
    ask_others(case, by=by)
    return case


@in_the_portals_language
def end_acceptance(case, *, by, silent):
    """Who said nothing within the limit has not done it; who did has met it."""
    today = timezone.localdate()
    for deadline in live_of(case, ACCEPTANCE):
        if silent:
            deadlines.fail(deadline=deadline, on=today, by=by, reason=_("逾期没有告知，依法自收件之日起视为受理"))
        else:
            deadlines.meet(deadline=deadline, on=today, by=by)


def ask_others(case, *, by):
    """A parallel approval asks all of them on the same day; the time of those begins when they are asked."""
    rows = [Opinion(case=case, agency_id=key) for key in case.guide.participant_ids]
    opinions = Opinion.objects.bulk_create(rows)
    limits.start_opinions(opinions, case, started_on=timezone.localdate())
    emit_many(names.OPINION_ASKED, model=Opinion, rows=[(one.pk, {}) for one in opinions], by=by)


def notify_missing(*, case, papers, by, words="") -> ServiceCase:
    """Name everything that is missing, once and in writing. `papers`: names of materials of the guide.

    A second request is refused by law, and says so in an event that stays although it is refused: the supervision gets a clue of it.
    Raises DomainError: "asked_twice", "refused", "no_such_step", "accepted_by_law" (the limit for asking has passed), "bad_papers".
    """
    with transaction.atomic():
        case = locked(case)
        if not by.has(Role.CLERK, agency=case.agency_id):
            raise DomainError("refused", _("补正由承办单位的经办人告知。"))
        earlier = MissingPapers.objects.filter(case=case).first()
        if earlier is None:
            return notify_once(case, papers, words, by)
        if is_same(earlier, papers, words, by):  # sent twice by a double click
            return case
        emit(names.PAPERS_ASKED_TWICE, subject=case, by=by, agency_id=case.agency_id, number=case.number, papers=list(papers))
    raise DomainError("asked_twice", asked_twice(earlier))


def check_may_notify(case, by):
    """Before anything is typed. Whoever sends a second request all the same leaves a trace: notify_missing().

    Raises DomainError("refused", "asked_before", "accepted_by_law", "no_such_step").
    """
    if not by.has(Role.CLERK, agency=case.agency_id):
        raise DomainError("refused", _("补正由承办单位的经办人告知。"))
    if earlier := MissingPapers.objects.filter(case=case).first():
        words = _("%(day)s已经一次性告知过，不能再次要求补正。申请人交来材料的，登记补正的材料。")
        raise DomainError("asked_before", words % {"day": day(earlier.notified_on)})
    check_not_accepted(case)


def asked_twice(earlier):
    words = _(
        "不能再次要求补正：%(day)s已经一次性告知过。《行政许可法》第三十二条第一款第四项规定，"
        "应当一次告知申请人需要补正的全部内容。这次要求没有发出，已留下记录，督查部门会收到线索。"
    )
    return words % {"day": day(earlier.notified_on)}


def is_same(earlier, papers, words, by):
    same_papers = sorted(row["name"] for row in earlier.papers) == sorted(papers)
    return same_papers and earlier.words == stored_words(words) and earlier.notified_by_id == by.user.pk


def check_not_accepted(case):
    """Raises DomainError("accepted_by_law", "no_such_step")."""
    if case.state == ServiceCase.State.RECEIVED and is_past(case, timezone.localdate()):
        raise DomainError("accepted_by_law", _("告知补正的期限已过，依法自收件之日起视为受理，不能再要求补正。请办理受理。"))
    if case.state in (*ServiceCase.OPEN, ServiceCase.State.DECIDED):
        raise DomainError("no_such_step", _("这件已经受理，不能再要求补正。"))


def notify_once(case, papers, words, by):
    check_not_accepted(case)
    known = [row["name"] for row in case.guide.materials]
    if not papers or not set(papers) <= set(known):
        raise DomainError("bad_papers", _("从办事指南列明的材料里勾选缺的，指南没有列的不能要。"), field="papers")
    missing = [{"name": name, "supplied_on": None} for name in known if name in papers]
    words = checked_words(words, field="words", label=_("怎样补正"), most=2_000, needed=False)
    notice = MissingPapers.objects.create(case=case, papers=missing, words=words, notified_by=by.user)
    if case.responsible is None:
        case.responsible = by.user
        case.save(update_fields=["responsible"])
    transition(case, to="notified", by=by, papers=[row["name"] for row in missing], words=words)
    limits.meet(case, ACCEPTANCE, on=timezone.localdate(), by=by)
    papers_of_cases.issue_notice(case, notice, by=by)
    return case


def check_may_supply(case, by):
    """Raises DomainError("refused", "no_such_step")."""
    if not by.has(Role.CLERK, agency=case.agency_id):
        raise DomainError("refused", _("补正材料由承办单位的经办人收下。"))
    check_state(case, ServiceCase.State.NOTIFIED)


@transaction.atomic
def supply_papers(*, case, papers, by) -> ServiceCase:
    """The applicant handed in what had been missing. Once everything is there the case is accepted, on that day (第三十二条第一款第五项).

    Raises DomainError("refused", "no_such_step", "bad_papers").
    """
    case, today = locked(case), timezone.localdate()
    check_may_supply(case, by)
    notice = MissingPapers.objects.select_for_update(no_key=True).get(case=case)
    if not papers or not set(papers) <= set(notice.still_missing):
        raise DomainError("bad_papers", _("勾选这次交来的材料。"), field="papers")
    notice.papers = [row | ({"supplied_on": today.isoformat()} if row["name"] in papers else {}) for row in notice.papers]
    notice.save(update_fields=["papers"])
    emit(names.PAPERS_SUPPLIED, subject=case, by=by, papers=list(papers))
    return case if notice.still_missing else begin(case, by=by, on=today, silent=False)


@transaction.atomic
def refuse_acceptance(*, case, reason, by) -> ServiceCase:
    """It needs no licence, or is not this agency's business (第三十二条第一款第一、二项). Told at once, in writing, with the reason.

    Raises DomainError("refused", "no_such_step", "missing", "accepted_by_law").
    """
    case, reason = locked(case), checked_reason(reason)
    if is_past(case, timezone.localdate()):
        raise DomainError("accepted_by_law", _("告知的期限已过，依法自收件之日起视为受理。请办理受理，在决定里处理。"))
    transition(case, to="not_accepted", by=by, reason=reason)
    limits.meet(case, ACCEPTANCE, on=timezone.localdate(), by=by)
    return case


@transaction.atomic
def accept_by_silence(keys):
    """These cases for which nobody said anything within the limit are accepted as of their receipt. Whoever calls it twice accepts nothing twice."""
    waiting = ServiceCase.objects.filter(pk__in=keys, state=ServiceCase.State.RECEIVED).order_by("pk")
    rows = waiting.select_for_update(no_key=True, of=("self",)).select_related("guide__item", "agency__parent", "window", "responsible")
    return [begin(case, by=SYSTEM, on=case.received_on, silent=True) for case in rows]
