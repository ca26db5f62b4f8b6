"""What a model with states brings along."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.states.steps import CITY_ROLES


class Stateful(models.Model):
    """A row that moves along a table of steps. Subclasses have `State`, `state = state_field(State)`, INITIAL, STEPS and the
    decorator @guarded; and override the hooks below where their rules say so."""

    INITIAL = ()
    STEPS = ()

    class Meta:
        abstract = True

    def acting_agency_id(self, step):
        """The agency for whose row the step is taken: roles other than the city's must be held there."""
        return self.agency_id

    def makers(self, step):
        """Primary keys of the users who made what this step checks, and so may not take it."""
        return {self.created_by_id}

    def excluded(self):
        """Primary keys of the users who must not act on this row at all (named in it, say)."""
        return set()

    def missing(self, step):
        """What is not there yet but needed for the step: sentences that say what to do."""
        return []

    def refusal(self, step, actor):
        """Why this actor may not take the step now, as a sentence; empty if nothing is against it."""
        if actor.is_system:
            return ""
        if not actor.is_person or not may_by_role(self, step, actor):
            return _("这一步由%(who)s办理。") % {"who": who_may(step)}
        if step.maker_is_not_checker and actor.user.pk in self.makers(step):
            return _("录入和审核不能是同一人，请由另一位有权限的同事办理。")
        if actor.user.pk in self.excluded():
            return _("这一事项涉及你本人或者你所在的单位，你不能办理，请由其他同事办理。")
        return ""

    def steps_for(self, actor):
        """The steps that this actor can take now. What is still missing is in `missing(step)`."""
        return [step for step in self.next_steps() if not self.refusal(step, actor)]

    def steps_for_others(self, actor):
        """Pairs of a step that others can take and why this actor can't."""
        return [(step, why) for step in self.next_steps() if step.who and (why := self.refusal(step, actor))]

    def next_steps(self):
        return [step for step in self.STEPS if step.source == self.state]


def state_field(choices):
    """The `state` column; a row begins in the first of the choices. Only transition() and transition_many() assign it."""
    return models.CharField(gettext_lazy("状态"), max_length=20, choices=choices.choices, default=choices.values[0])


def may_by_role(row, step, actor):
    city = [role for role in step.who if role in CITY_ROLES]
    local = [role for role in step.who if role not in CITY_ROLES]
    return actor.has(*city) or actor.has(*local, agency=row.acting_agency_id(step) or 0)


def who_may(step):
    return "、".join(str(role.label) for role in step.who) or _("系统")
