"""A deadline as the public sees it: copied into the public row when it is published, read from there by public pages."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from core.deadlines.calendar import current_calendar
from core.deadlines.explanation import fixed_sentence, sentence


def project(deadline):
    """The facts of a deadline for a Publication, as JSON-able data; None where there is no deadline."""
    if deadline is None:
        return None
    return {
        "due_on": deadline.due_on and deadline.due_on.isoformat(),
        "state": deadline.state,
        "is_provisional": deadline.is_provisional,
        "ended_on": deadline.ended_on and deadline.ended_on.isoformat(),
        "explanation": deadline.explanation,
    }


@dataclass(frozen=True)
class ShownDeadline:
    """Reads like a Deadline for the page components: due_on, state, is_provisional, explanation, sentence, working_days_left()."""

    due_on: date | None
    state: str
    is_provisional: bool
    ended_on: date | None
    explanation: dict

    @classmethod
    def of(cls, facts):
        """From what project() made; None for None. A list leaves the explanation where it is."""
        if not facts:
            return None
        days = {name: facts[name] and date.fromisoformat(facts[name]) for name in ("due_on", "ended_on")}
        return cls(state=facts["state"], is_provisional=facts["is_provisional"], explanation=facts.get("explanation", {}), **days)

    @property
    def sentence(self):
        return fixed_sentence(self.explanation) if self.explanation.get("fixed_on") else sentence(self.explanation)

    def working_days_left(self, today=None):
        """Working days from today to the due day: 0 on the due day itself, negative when overdue, None while paused."""
        return self.due_on and current_calendar().working_days_between(today or timezone.localdate(), self.due_on)
