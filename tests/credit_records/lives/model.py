"""What a record must be on a day, told again in a few lines: the law's months, and nothing of the portal's."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

# (floor, ceiling) in months, and what follows: measures of an agency, measures of a person
TYPES = {
    "payment_default": (3, 12, {"no_honours", "funding_limits"}, None),
    "judgment_not_performed": (12, 36, {"no_honours", "funding_limits"}, {"no_honours", "promotion_review", "recruitment_review"}),
    "promise_not_kept_minor": (0, 3, set(), {"recruitment_review"}),
    "service_limit_broken": (0, 3, set(), None),
    "commended": (None, None, {"honours_first"}, {"honours_first"}),
    "kept_early": (None, None, set(), None),
    "disciplined_warning": (6, 6, None, {"no_honours", "no_promotion", "recruitment_review"}),
    "disciplined_demerit": (12, 12, None, {"no_honours", "no_promotion", "no_wage_step", "promotion_review", "recruitment_review"}),
}
NOT_PUBLIC = {"promise_not_kept_minor", "service_limit_broken", "disciplined_warning", "disciplined_demerit"}
TOGETHER = 48


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass
class Life:
    """One record that came into force. `told`: what it was from each day on, as (day, type, last day of its period or None)."""

    record: object
    is_persons: bool
    paper_on: date | None
    effective_on: date
    told: list = field(default_factory=list)
    ended_on: date | None = None
    is_disputed: bool = False
    counted: date | None = None  # of a sanction: when it ends together with the others

    @property
    def type(self):
        return self.told[-1][1]

    @property
    def is_sanction(self):
        return self.type.startswith("disciplined")

    def on(self, day):
        """Its type at the end of the day; None if it did not stand then."""
        known = [row for row in self.told if row[0] <= day]
        if not known or self.ended_on and self.ended_on <= day:
            return None
        _since, type, until = known[-1]
        return type if until is None or until > day else None

    def period(self):
        months, first = TYPES[self.type][1], self.paper_on or self.effective_on
        return months and months_after(first, months)

    def tell(self, day, type):
        self.told.append((day, type, None))
        self.told[-1] = day, type, self.period()


def measures_of(type, is_persons):
    """Codes of the measures that a record of the type puts on its subject."""
    return TYPES[type][3 if is_persons else 2]


def count_sanctions(lives, today, new=None):
    """A sanction within another's period adds what is left of that one, at most 48 months together; those that run together end together.
    Of several kinds of one day only the heaviest is executed.

    `new` is what was told today. Of the others only those are moved that still run, and they have run until today.
    """
    sanctions, group, last = [life for life in lives if life.is_sanction and life.ended_on is None], [], None
    for day in sorted({life.paper_on for life in sanctions}):
        decided = [life for life in sanctions if life.paper_on == day]
        heaviest = max(life.period() for life in decided)
        own = heaviest + (heaviest - day) * ([life.period() for life in decided].count(heaviest) - 1)
        if group and last > day:
            last = min(own + (last - day), months_after(day, TOGETHER))
        else:
            group, last = [], own
        group += decided
        for member in group:
            member.counted = last
    for life in lives:
        if life.is_sanction and life.ended_on is None:
            move(life, today, is_new=life is new)


def move(life, today, is_new):
    since, type, until = life.told[-1]
    if is_new:
        life.told[-1] = since, type, life.counted
    elif until > today and until != life.counted:
        life.told.append((today, type, max(life.counted, today)))
