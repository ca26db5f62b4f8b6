"""The step table of a model with states, and the trigger that lets the database refuse what the table does not have."""

from dataclasses import dataclass

import pgtrigger

from core.accounts.models import Role

# roles that act for the whole city; the others act only for their own agency
CITY_ROLES = frozenset({Role.CREDIT_OFFICE, Role.SUPERVISOR, Role.INSPECTOR, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Step:
    """One step that may follow: from which state to which, what its button says, and who may take it.

    `who`: roles; city roles act anywhere, others for the row's own agency; none means that only the system takes it.
    `needs`: names of what must be there: "reason", and whatever the model's `missing()` knows ("evidence", …).
    `event`: the name from core.events.names that the step is told under.
    """

    source: str
    target: str
    label: str
    who: tuple = ()
    needs: tuple = ()
    maker_is_not_checker: bool = False
    event: str = "state_changed"


class StateGuard(pgtrigger.Trigger):
    """A row begins in an initial state and then moves only along its step table, also in raw SQL."""

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.UpdateOf("state")

    def __init__(self, *, initial, steps):
        self.initial = sorted(initial)
        self.pairs = sorted({(step.source, step.target) for step in steps})
        super().__init__(name="state_guard")

    def get_func(self, model):
        initial = ", ".join(f"'{state}'" for state in self.initial)
        pairs = ", ".join(f"('{source}', '{target}')" for source, target in self.pairs)
        return f"""
            IF TG_OP = 'INSERT' THEN
                IF NEW.state NOT IN ({initial}) THEN
                    RAISE EXCEPTION 'a row of % cannot begin as %', TG_TABLE_NAME, NEW.state USING ERRCODE = 'check_violation';
                END IF;
            ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN ({pairs}) THEN
                RAISE EXCEPTION 'a row of % cannot go from % to %', TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """


def guarded(model):
    """Class decorator of every Stateful model: installs the StateGuard made from its INITIAL and STEPS."""
    return pgtrigger.register(StateGuard(initial=model.INITIAL, steps=model.STEPS))(model)
