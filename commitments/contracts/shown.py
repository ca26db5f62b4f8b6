"""Contracts as their pages show them."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commitments.contracts.models import PROCUREMENT
from core.accounts.models import Role
from core.pages.course import course
from core.pages.parts import Action, Fact, Mark, Moment
from core.pages.words import mark_of

MARKS = {"draft": "warn", "in_force": "plain", "performed": "done", "breached": "bad", "settled": "done", "terminated": "plain"}
CONFIRM = gettext_lazy("对照合同文本核对相对方、金额和义务，确认生效")


def state_mark(contract):
    return Mark(MARKS[contract.state], contract.get_state_display())


def facts(contract, days):
    shown = [
        Fact(_("签约单位"), contract.agency.name, "", contract.agency.get_absolute_url()),
        Fact(_("相对方"), contract.counterparty, contract.get_counterparty_kind_display()),
        Fact(_("统一社会信用代码"), contract.credit_code),
        Fact(_("金额"), contract.amount if contract.amount is not None else "", contract.get_currency_display()),
        Fact(_("法定依据"), contract.legal_ground),
    ]
    shown += [Fact(contract._meta.get_field(name).verbose_name, getattr(contract, name) or "") for name in days]
    return [fact for fact in shown if fact.value != ""]


class Duty(NamedTuple):
    """A duty as a row of the page."""

    duty: Any
    deadline: Any
    state: Mark
    url: str
    claim: str


def duties(contract, actor):
    return [
        Duty(
            duty,
            commitment and commitment.deadline,
            duty_mark(commitment),
            commitment.get_absolute_url() if commitment else "",
            reverse("contract_duty_claim", args=[duty.pk]) if may_claim(contract, commitment, actor) else "",
        )
        for duty in contract.duties.all()
        for commitment in [duty.commitment]
    ]


def may_claim(contract, commitment, actor):
    return bool(commitment and commitment.state == "open" and actor.has(Role.CLERK, agency=contract.agency_id))


def duty_mark(commitment):
    """What became of the commitment; whether it is late says the limit beside it."""
    if commitment is None:
        return Mark("plain", _("确认后生效"))
    if commitment.state == "open" and commitment.deadline:
        return Mark(mark_of(commitment.deadline).mark, _("还没有履行"))
    marks = {"kept": "done", "claimed": "warn", "partly_kept": "warn", "broken": "bad"}
    return Mark(marks.get(commitment.state, "plain"), commitment.get_state_display())


def stages(contract, keeps):
    """Pairs of a stage and the address where it is entered, empty for who doesn't."""
    return [(stage, reverse("contract_stage", args=[stage.pk]) if keeps else "") for stage in contract.stages.all()]


def limits(contract):
    """Pairs of what has to be done and its newest deadline, in the order of the law."""
    newest = {deadline.purpose: deadline for deadline in sorted(contract.deadlines.all(), key=lambda one: one.pk)}
    return [(limit.title, newest[limit.purpose]) for limit in PROCUREMENT if limit.purpose in newest]


def moments(contract):
    """The timeline, newest first."""
    return [*course(contract), Moment(contract.created_at, _("%(name)s录入") % {"name": contract.created_by})]


def day_action(contract):
    return Action(pgettext("去做", "登记日期"), reverse("contract_day", args=[contract.pk]))


def breach_reason(contract, moments):
    """Why it is breached, as the newest step says."""
    return next((moment.text for moment in moments if moment.text), "") if contract.state == "breached" else ""
