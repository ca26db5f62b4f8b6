"""公示期和处分期: from when to when a record stands, counted from its deciding paper, and the deadline rows that the sweep ends."""

from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.deadlines import services as deadlines
from core.deadlines.calculation import due_date
from core.deadlines.calendar import current_calendar
from core.rules.models import Rule
from core.texts import in_the_portals_language
from credit_records.records.models import CreditRecord

PURPOSE = "period"
TOGETHER = "discipline_together"  # the rule that says how long several sanctions may last together, in months


class Period(NamedTuple):
    """`floor`: the first day on which it may end by repair; `ceiling`: the day on which it ends by itself. None where the type names no rule."""

    rule: Rule | None = None
    started_on: object = None
    floor: object = None
    ceiling: object = None


def period_of(type, day):
    """The period of a record of this type whose deciding paper is of the day `day`.

    The months count from that day (公示期自认定文书之日起算), by the rule in force today: the law of the decision to publish, not of the deed.
    """
    if not type.period_rule:
        return Period()
    rule = Rule.objects.in_force(type.period_rule)
    longest = rule.amount if rule.amount_max is None else rule.amount_max
    return Period(rule, day, counted(rule, day, rule.amount), counted(rule, day, longest))


def counted(rule, day, amount):
    # a period only passes: its last day is not moved to a working day
    return due_date(start=day, amount=amount, unit=rule.unit, runs=True, calendar=current_calendar()).due


def period_on(record, today=None):
    """The period that begins when the record comes into force on the day `today`: of a sanction, together with the person's others."""
    period = period_of(record.type, record.document_on or today or timezone.localdate())
    if record.type.is_discipline:
        return period._replace(ceiling=together([record, *other_sanctions(record)])[record])
    return period


def other_sanctions(record):
    """The person's other sanctions, those that are over among them: what was left of one on the day of another counts, whenever each was entered."""
    states = [*CreditRecord.STANDING, CreditRecord.State.EXPIRED]
    others = CreditRecord.objects.filter(file=record.file, type__origin="discipline", state__in=states).exclude(pk=record.pk)
    return list(others.select_related("type", "file__civil_servant").order_by("pk").select_for_update(no_key=True, of=("self",)))


def together(sanctions):
    """{sanction: the day on which it ends}. One within another's period adds what is left of that one to its own, up to the rule's longest
    (处分条例第十条、政务处分法第十五条), and both end together. The days of the papers count, not the order in which they were entered.
    """
    longest = Rule.objects.in_force(TOGETHER)
    ends, running, last = {}, [], None
    for day, group in groupby(sorted(sanctions, key=lambda one: (one.document_on, one.pk)), key=attrgetter("document_on")):
        decided, left = list(group), last - day if last and last > day else timedelta()
        running = [*running, *decided] if left else decided
        last = min(executed(decided, day) + left, counted(longest, day, longest.amount))
        ends |= dict.fromkeys(running, last)
    return ends


def executed(sanctions, day):
    """The day on which sanctions that were all decided on the day `day` end. Of different kinds the heaviest is executed; several of that kind last
    one after another: their sum is the most that the paper may say (处分条例第十条).
    """
    ends = {one: period_of(one.type, day).ceiling for one in sanctions}
    heaviest = max(sanctions, key=lambda one: (ends[one], one.type_id))
    return ends[heaviest] + (ends[heaviest] - day) * (sum(one.type_id == heaviest.type_id for one in sanctions) - 1)


@in_the_portals_language
def begin(record, period, by):
    """Write the period and let the sweep end it. Of sanctions that run together all end on the same day (合并执行)."""
    record.repairable_on, record.period_ends_on = period.floor, period.ceiling
    record.save(update_fields=["repairable_on", "period_ends_on"])
    if period.rule:
        deadlines.start_many([limit(record, period)])
    recount_others(record, by)


def limit(record, period):
    """Where the day is that of one rule it explains itself by it; of sanctions together the day is written down."""
    alone = not record.type.is_discipline or period_of(record.type, period.started_on).ceiling == period.ceiling
    name = _("处分期") if record.type.is_discipline else _("公示期")
    return deadlines.Limit(
        record,
        PURPOSE,
        _("%(name)s：%(title)s") % {"name": name, "title": record.title},
        record.file.agency_id or record.file.civil_servant.agency_id,
        period.rule,
        period.started_on,
        fixed_on=None if alone else period.ceiling,
        amount=period.rule.amount_max or period.rule.amount,
    )


@in_the_portals_language
def recount_others(record, by):
    """The person's other sanctions that still run end as they do together with this one, or without it if it was revoked or is none any more."""
    if record.file.civil_servant_id is None or not (others := other_sanctions(record)):
        return
    counts = record.stands and record.type.is_discipline
    ends, today = together([*others, record] if counts else others), timezone.localdate()
    for other in others:
        if other.stands and other.period_ends_on > today and other.period_ends_on != ends[other]:
            move_end(other, max(ends[other], today), by)  # it has stood until today, whatever is counted now


def move_end(record, ceiling, by):
    end(record, by, reason=_("与其他处分合并执行，重新计算"))
    record.period_ends_on = ceiling
    record.save(update_fields=["period_ends_on"])
    deadlines.start_many([limit(record, period_of(record.type, record.document_on)._replace(ceiling=ceiling))])


def end(record, by, reason):
    """The period is over before its day: the record was corrected, repaired or revoked."""
    if running := record.live_period:
        deadlines.cancel(deadline=running, by=by, reason=reason)


def is_over(record):
    """Whether the record's period has passed already, as of an old paper that is entered late."""
    return record.period_ends_on is not None and record.period_ends_on <= timezone.localdate()
