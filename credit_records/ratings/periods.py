"""评价期: months (2026-10) and years (2026), and which of them are over and not rated yet."""

from datetime import date, timedelta

from django.utils import timezone

from credit_records.ratings.models import RatingRuleSet, RatingRun

DAY = timedelta(days=1)


def month_of(day):
    return f"{day:%Y-%m}"


def last_day_of(period):
    """The day at whose end the period is rated."""
    year, _dash, month = period.partition("-")
    if not month or month == "12":
        return date(int(year), 12, 31)
    return date(int(year), int(month) + 1, 1) - DAY


def ended_periods(since, today):
    """Months and years whose last day is not before `since` and before `today`, in the order in which they ended; December before its year."""
    period, found = month_of(since), []
    while (last := last_day_of(period)) < today:
        found.append(period)
        if last.month == 12:
            found.append(str(last.year))
        period = month_of(last + DAY)
    return found


def due_periods(today=None):
    """Periods that are over, in which a rule set was in force on the last day, and that no official run has rated.

    Without a window: what was missed is found until it is made up.
    """
    approved = list(RatingRuleSet.objects.filter(state="approved").order_by("effective_from"))
    if not approved:
        return []
    rated = set(RatingRun.objects.official().values_list("period", flat=True))
    periods = ended_periods(approved[0].effective_from, today or timezone.localdate())
    return [period for period in periods if period not in rated and any(holds_on(one, last_day_of(period)) for one in approved)]


def holds_on(rule_set, day):
    return rule_set.effective_from <= day and (rule_set.effective_to is None or rule_set.effective_to >= day)
