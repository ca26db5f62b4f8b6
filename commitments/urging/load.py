"""What each agency has on its hands, counted from a fixed number of statements. A figure and the list behind it ask one condition."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from commitments.register.models import Commitment
from commitments.urging.models import WAITING, Urge
from commitments.urging.queries import MONTH
from core.deadlines.models import Deadline
from core.directory.models import Agency

WEEK = timedelta(days=7)  # calendar days; the day itself and the seven after it
SHOWN = 20
LABELS = {
    "open": _("没有办结"),
    "week": _("7日内到期"),
    "overdue": _("逾期"),
    "stalled": _("停滞"),
    "claimed": _("待核验"),
    "waiting": _("催办没有答复"),
    "twice": _("催办两次以上"),
    "in_time": _("今年按期兑现"),
}


def condition(name, today):
    """The condition on commitments for one of LABELS, as far as it asks for their own columns and limits."""
    due = Q(deadlines__purpose__in=Commitment.DUE_PURPOSES)
    underway = Q(state__in=Commitment.UNDERWAY)
    return {
        "open": Q(state__in=Commitment.UNFINISHED),
        "week": underway & due & Q(deadlines__state=Deadline.State.RUNNING, deadlines__due_on__range=(today, today + WEEK)),
        "overdue": underway & due & Q(deadlines__state=Deadline.State.OVERDUE),
        "stalled": Q(state=Commitment.State.STALLED),
        "claimed": Q(state=Commitment.State.CLAIMED),
        "in_time": kept_in_time(today.year),
    }[name]


def kept_in_time(year):
    return Q(state=Commitment.State.KEPT, deadlines__purpose="fulfil", deadlines__state="met", deadlines__ended_on__year=year)


def of_load(rows, name, today):
    """The commitments that a figure counts."""
    if name in URGED:
        return rows.filter(URGED[name](), state__in=Commitment.UNFINISHED)
    return rows.filter(pk__in=Commitment.objects.filter(condition(name, today)).order_by().values("pk"))


def is_waiting():
    return Exists(Urge.objects.waiting().filter(commitment=OuterRef("pk")))


def is_urged_twice():
    return Exists(Urge.objects.filter(commitment=OuterRef("pk"), ordinal=2))


URGED = {"waiting": is_waiting, "twice": is_urged_twice}


class Load(NamedTuple):
    """The figures of one agency: `counts` by LABELS and "lapsed"; `oldest`: the day on which the longest overdue was due."""

    agency: Any
    counts: dict
    oldest: date | None


def loads(user, today, agencies=None):
    """A Load for each agency that has something, of what the reader may see, in the order of the directory. `agencies`: only these keys."""
    rows = Commitment.objects.visible_to(user).order_by()
    rows = rows if agencies is None else rows.filter(agency__in=agencies)
    figures = defaultdict(dict)
    for found in (unfinished(rows, today), in_time(rows, today), urged(rows), lapsed(user, today, agencies)):
        for row in found:
            figures[row.pop("agency")].update(row)
    shown = {agency for agency, row in figures.items() if any(row.values())}
    names = [*LABELS, "lapsed"]
    return [
        Load(agency, {name: figures[agency.pk].get(name, 0) for name in names}, figures[agency.pk].get("oldest"))
        for agency in Agency.objects.filter(pk__in=shown)
    ]


def unfinished(rows, today):
    names = ("open", "week", "overdue", "stalled", "claimed")
    counts = {name: Count("pk", filter=condition(name, today), distinct=True) for name in names}
    oldest = Min("deadlines__due_on", filter=condition("overdue", today))
    return rows.filter(state__in=Commitment.UNFINISHED).values("agency").annotate(oldest=oldest, **counts)


def in_time(rows, today):
    return rows.filter(condition("in_time", today)).values("agency").annotate(in_time=Count("pk", distinct=True))


def urged(rows):
    """By the agency that answers for the commitment now."""
    counts = {
        "waiting": Count("pk", filter=Q(urges__isnull=False) & Q(urges__closed_at=None), distinct=True),
        "twice": Count("pk", filter=Q(urges__ordinal=2), distinct=True),
    }
    return rows.filter(state__in=Commitment.UNFINISHED, urges__isnull=False).values("agency").annotate(**counts)


def lapsed(user, today, agencies):
    """Answers that were missed this year, by the agency that was asked."""
    rows = Urge.objects.visible_to(user).filter(state=Urge.State.LAPSED, urged_at__year=today.year).order_by()
    rows = rows if agencies is None else rows.filter(agency__in=agencies)
    return rows.values("agency").annotate(lapsed=Count("pk"))


def by_person(user, year):
    """{"urged_by", "name", "all", state: number} of each who urged in the year, the busiest first; the system is nobody. One statement."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in Urge.State.values}
    rows = Urge.objects.visible_to(user).filter(urged_at__year=year).order_by()
    return rows.values("urged_by", "urged_by__name").annotate(all=Count("pk"), **counts).order_by("-all", "urged_by")


def asked_twice(user):
    """The unfinished commitments that were urged twice or more, the most often urged first; with `times` and `last`. One statement."""
    rows = Commitment.objects.visible_to(user).unfinished().annotate(times=Max("urges__ordinal"), last=Max("urges__urged_at"))
    return rows.filter(times__gte=2).select_related("agency").order_by("-times", "pk")[:SHOWN]


def asked_by_several(user, now):
    """{"agency", name, "people", "all"} of agencies that more than one person urged within a month. One statement."""
    rows = Urge.objects.visible_to(user).filter(urged_at__gte=now - MONTH).order_by().values("agency", "agency__short_name")
    counted = rows.annotate(people=Count("urged_by", distinct=True), all=Count("pk"), waiting=Count("pk", filter=WAITING))
    return counted.filter(people__gt=1).order_by("-people", "agency")
