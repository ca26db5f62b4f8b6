"""Correcting what was entered of a debt, as long as nobody has confirmed it; and later how its creditor is reached."""

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.debts.models import Debt
from commitments.debts.services.debts import Facts, checked, locked, sealed, write_plan
from core.accounts.models import Role
from core.errors import DomainError
from core.events import names
from core.events.services import emit
from core.evidence.services import attach

PLAN, FILES = "plan", "files"
SEALED = ("telephone", "email")
TOLD = ("creditor", "creditor_kind", "ground", "paper_name", "paper_number", "paper_on", "principal", "rate_kind", "rate")


def check_may_amend(debt, by):
    """Raises DomainError("not_a_draft", "refused")."""
    if debt.state != Debt.State.DRAFT:
        words = _("这笔欠款“%(state)s”，录入的内容不能再改。只有待确认的可以修改；已确认的有误，由督查部门撤销后重新录入。")
        raise DomainError("not_a_draft", words % {"state": debt.get_state_display()})
    if debt.created_by_id != (by.user and by.user.pk):
        # a second author could confirm what they wrote, since the row names only one
        raise DomainError("refused", _("待确认的欠款只由录入人修改。"))
    if not by.has(Role.CLERK, agency=debt.agency_id):
        raise DomainError("refused", _("欠款由欠款单位的经办人录入。"))


@transaction.atomic
def amend_debt(*, debt, by, files=(), **facts):
    """Correct one's own draft before it is confirmed; papers are added. `facts`: the fields of Facts but the agency, which stays.

    What stood there before is kept in the event, and in the history of the rows. Raises DomainError: "not_a_draft", "refused",
    and what enter_debt() raises.
    """
    debt = locked(debt)
    check_may_amend(debt, by)
    facts = Facts(agency=debt.agency, **facts)
    old_plan, changes = plan_of(debt), write(debt, checked(facts))
    if (new_plan := written(facts.plan)) != old_plan:
        debt.instalments.all().delete()  # replaced, so that whoever read the old plan is found out by its key
        write_plan(debt, facts.plan)
        changes[PLAN] = [old_plan, new_plan]
    if files:
        attach(subject=debt, files=files, by=by)
        changes[FILES] = ["", str(len(files))]
    if changes:
        emit(names.DEBT_AMENDED, subject=debt, by=by, changes=changes)
    return debt


def check_may_reach(debt, by):
    """Raises DomainError("not_confirmed", "refused")."""
    if debt.state != Debt.State.CONFIRMED:
        raise DomainError("not_confirmed", _("欠款“%(state)s”，联系方式不在这里改。") % {"state": debt.get_state_display()})
    if not by.has(Role.CLERK, agency=debt.agency_id):
        raise DomainError("refused", _("债权人的联系方式由欠款单位的经办人更正。"))


@transaction.atomic
def correct_contact(*, debt, by, telephone="", email=""):
    """How the creditor of a confirmed debt is reached from now on: a letter must not go to somebody else. That it changed is told, not to what.

    Raises DomainError("not_confirmed", "refused", "words_too_long").
    """
    debt = locked(debt)
    check_may_reach(debt, by)
    if changes := write(debt, sealed(telephone, email)):
        emit(names.DEBT_AMENDED, subject=debt, by=by, changes=changes)
    return debt


def write(debt, columns):
    """{name: [before, after]} of what these columns change; of what is sealed only that it changed."""
    before, reached = told(debt), {name: getattr(debt, name) for name in SEALED}
    for name, value in columns.items():
        setattr(debt, name, value)
    debt.save(update_fields=list(columns))
    return changed(before, told(debt)) | {name: ["", ""] for name, value in reached.items() if getattr(debt, name) != value}


def told(debt):
    """{column: what stands in it, as text} of what the event tells."""
    values = {name: getattr(debt, name) for name in TOLD}
    if debt.rate is not None:
        values["rate"] = f"{debt.rate.normalize():f}"
    return {name: "" if value is None else str(value) for name, value in values.items()}


def changed(before, after):
    return {name: [value, after[name]] for name, value in before.items() if value != after[name]}


def plan_of(debt):
    return written(debt.instalments.values_list("due_on", "amount"))


def written(plan):
    """A line for each instalment, as it is typed."""
    return "\n".join(f"{on.isoformat()} {amount:.2f}" for on, amount in sorted(plan))
