"""公示期和处分期: from when to when a record stands, counted from its deciding paper, and the deadline rows that the sweep ends."""

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
    """The period that begins when the record comes into force on the day `today`: of a sanction, together with one that still runs."""
    period = period_of(record.type, record.document_on or today or timezone.localdate())
    if record.type.is_discipline and (running := running_sanctions(record, period.started_on)):
        return period._replace(ceiling=together(period, running))
    return period


def running_sanctions(record, day):
    """Other sanctions of the person that still run on that day, the last to end first."""
    others = CreditRecord.objects.standing().filter(file=record.file, type__origin="discipline", period_ends_on__gt=day)
    return list(others.exclude(pk=record.pk).order_by("-period_ends_on").select_for_update(no_key=True))


def together(period, running):
    """A sanction within another's period: what is left of that one is added, up to the rule's longest (政务处分法第十五条)."""
    left = running[0].period_ends_on - period.started_on
    longest = Rule.objects.in_force(TOGETHER)
    return min(period.ceiling + left, counted(longest, period.started_on, longest.amount))


@in_the_portals_language
def begin(record, period, by):
    """Write the period and let the sweep end it. Of sanctions that run together all end on the same day (合并执行)."""
    record.repairable_on, record.period_ends_on = period.floor, period.ceiling
    record.save(update_fields=["repairable_on", "period_ends_on"])
    if period.rule is None:
        return
    deadlines.start_many([limit(record, period)])
    if record.type.is_discipline:
        for other in running_sanctions(record, period.started_on):
            prolong(other, period.ceiling, by)


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


def prolong(record, ceiling, by):
    if record.period_ends_on >= ceiling:
        return
    end(record, by, reason=_("与新的处分合并执行"))
    began = record.document_on or record.effective_on
    record.period_ends_on = ceiling
    record.save(update_fields=["period_ends_on"])
    deadlines.start_many([limit(record, period_of(record.type, began)._replace(ceiling=ceiling))])


def end(record, by, reason):
    """The period is over before its day: the record was corrected, repaired or revoked."""
    if running := record.live_period:
        deadlines.cancel(deadline=running, by=by, reason=reason)


def is_over(record):
    """Whether the record's period has passed already, as of an old paper that is entered late."""
    return record.period_ends_on is not None and record.period_ends_on <= timezone.localdate()
