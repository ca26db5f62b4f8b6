"""The limits of a case: which rule, how many working days, from which day; and whose task they are."""

from django.utils.translation import gettext as _

from commitments.cases.models import Opinion, ServiceCase
from core.accounts.actor import Actor
from core.deadlines import services as deadlines
from core.deadlines.models import Deadline
from core.deadlines.services import Limit
from core.duties.services import assign_many, give_back_many
from core.rules.models import Rule
from core.texts import in_the_portals_language

ACCEPTANCE, PROMISED, STATUTORY, OPINION, DELIVERY, HEARING = (
    "case_acceptance",
    "case_promise",
    "case_law",
    "case_opinion",
    "case_delivery",
    "case_hearing",
)
ACCEPTANCE_RULE, DELIVERY_RULE, OPINION_RULE, HEARING_RULE = (
    "licence_correction_notice",
    "licence_deliver",
    "parallel_opinion",
    "licence_hearing_hold",
)
DECIDING = (PROMISED, STATUTORY)
SYSTEM = Actor.system("service_cases")


def titled(case, words):
    return words % {"number": case.number, "name": case.guide.name}


@in_the_portals_language
def start_acceptance(case, *, by):
    """By when the case is accepted or all that is missing is named; after that day it counts as accepted (第三十二条)."""
    title = titled(case, _("受理或者一次性告知：%(number)s %(name)s"))
    start([Limit(case, ACCEPTANCE, title, case.agency_id, rule(ACCEPTANCE_RULE), case.received_on)], case, by)


@in_the_portals_language
def start_deciding(case, *, by):
    """The promised limit, and where it is shorter than the statutory one that as well. Both from the day of acceptance."""
    guide, the_rule = case.guide, rule(case.guide.rule_code)
    title = titled(case, _("按承诺期限办结：%(number)s %(name)s"))
    limits = [Limit(case, PROMISED, title, case.agency_id, the_rule, case.accepted_on, amount=guide.promised_days)]
    if guide.promised_days < guide.statutory_days:
        title = titled(case, _("法定期限届满：%(number)s %(name)s"))
        limits.append(Limit(case, STATUTORY, title, case.agency_id, the_rule, case.accepted_on, amount=guide.statutory_days))
    start(limits, case, by)


@in_the_portals_language
def start_opinions(opinions, case, *, started_on):
    """Each agency that is asked has its own limit, a deadline of its opinion."""
    title, the_rule = titled(case, _("答复并联审批：%(number)s %(name)s")), rule(OPINION_RULE)
    days = case.guide.opinion_days
    deadlines.start_many([Limit(one, OPINION, title, one.agency_id, the_rule, started_on, amount=days) for one in opinions])


@in_the_portals_language
def start_delivery(case, *, by):
    title = titled(case, _("送达决定：%(number)s %(name)s"))
    start([Limit(case, DELIVERY, title, case.agency_id, rule(DELIVERY_RULE), case.decided_on)], case, by)


@in_the_portals_language
def start_hearing(case, *, on, by):
    title = titled(case, _("组织听证：%(number)s %(name)s"))
    start([Limit(case, HEARING, title, case.agency_id, rule(HEARING_RULE), on)], case, by)


def rule(code):
    return Rule.objects.in_force(code)


def start(limits, case, by):
    """The limits are whoever's who answers for the case; while that person is away the substitute has them (core/duties)."""
    assign(deadlines.start_many(limits), case.responsible, by)


def assign(limits, user, by):
    if user and limits:
        assign_many(deadlines=limits, user=user, by=by)


def live_of(subject, *purposes):
    """Live limits of a case or an opinion, as they stand now."""
    found = Deadline.objects.of(subject).live().order_by("pk")
    return list(found.filter(purpose__in=purposes) if purposes else found)


def is_past(case, today):
    """Whether the limit for naming what is missing has passed, also before the sweep has come by."""
    return any(deadline.due_on < today for deadline in live_of(case, ACCEPTANCE))


def give_back(case, *, by):
    """The limits are everybody's whose role it is, since somebody else must act now."""
    give_back_many(deadlines=live_of(case), by=by)


def meet(subject, *purposes, on, by):
    for deadline in live_of(subject, *purposes):
        deadlines.meet(deadline=deadline, on=on, by=by)


def cancel(subject, *, by, reason):
    for deadline in live_of(subject):
        deadlines.cancel(deadline=deadline, by=by, reason=reason)


def locked(case):
    """The row as it stands now, locked until the commit."""
    rows = ServiceCase.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("guide__item", "agency__parent", "window", "responsible").get(pk=case.pk)


def locked_opinion(opinion):
    return Opinion.objects.select_for_update(no_key=True, of=("self",)).select_related("case__guide", "agency").get(pk=opinion.pk)
