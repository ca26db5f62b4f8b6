"""Late interest (保障中小企业款项支付条例第十七条): simple interest on what is unpaid of an instalment, line by line."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

DAY = timedelta(days=1)
CENT = Decimal("0.01")
DAYS_OF_A_YEAR = 365  # by which a yearly rate is turned into one of a day


class Rate(NamedTuple):
    """A rate of a day, `numerator / denominator`, that holds from `starts` to `ends` (None: always). `words` say it to people."""

    numerator: Decimal
    denominator: int
    words: str = ""
    starts: date | None = None
    ends: date | None = None

    def holds_on(self, day):
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


class Line(NamedTuple):
    """Days on which base and rate stay the same. `first` and `last` both count; amounts are yuan."""

    first: date
    last: date
    days: int
    base: Decimal
    rate: Rate
    amount: Decimal


def daily(percent):
    return Rate(percent, 100)


def yearly(percent):
    return Rate(percent, 100 * DAYS_OF_A_YEAR)


def late_interest(*, due_on, amount, payments, rates, as_of):
    """The lines of simple interest on one instalment, up to and with the day `as_of`.

    It runs by calendar days from the day after `due_on`; the day of a payment still counts, from the next day on only the rest bears
    interest. `payments`: pairs (day, yuan), a reversal with its negative amount on the day of what it takes back. Each line is rounded
    once, half up to the cent; the sum is the sum of the rounded lines, so that anybody can add them up. No interest on interest.
    """
    first = due_on + DAY
    if as_of < first:
        return []
    starts = turning_days(first, as_of, by_day(payments), rates)
    lines = [
        line(start, end, amount, payments, rates) for start, end in zip(starts, [*[day - DAY for day in starts[1:]], as_of], strict=True)
    ]
    return [one for one in lines if one]


def by_day(payments):
    """{day: what was paid on it}, without the days on which a reversal took all of it back."""
    sums = {}
    for day, paid in payments:
        sums[day] = sums.get(day, 0) + paid
    return {day: paid for day, paid in sums.items() if paid}


def turning_days(first, as_of, paid, rates):
    """The days on which a line begins: the first, the day after a payment, the first day of another rate and the day after its last."""
    turns = {first, *(day + DAY for day in paid)}
    for rate in rates:
        turns |= {day for day in (rate.starts, rate.ends and rate.ends + DAY) if day}
    return sorted(day for day in turns if first <= day <= as_of)


def line(start, end, amount, payments, rates):
    """The line of these days; None where nothing is unpaid, or no rate holds."""
    base = amount - sum((paid for day, paid in payments if day < start), Decimal(0))
    rate = next((rate for rate in rates if rate.holds_on(start)), None)
    if base <= 0 or rate is None:
        return None
    days = (end - start).days + 1
    return Line(start, end, days, base, rate, rounded(base * rate.numerator * days / rate.denominator))


def rounded(amount):
    """Half up to the cent."""
    return Decimal(amount).quantize(CENT, ROUND_HALF_UP)


def total(lines):
    return sum((one.amount for one in lines), Decimal("0.00"))
