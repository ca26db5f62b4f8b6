"""Asking for long work; who may ask is checked here, the work itself is in services/runs.py."""

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.jobs.models import Job
from core.jobs.services import enqueue
from credit_records.ratings.periods import due_periods
from credit_records.ratings.services.runs import check_may_try, check_whole

DUE, WHAT_IF, RECOMPUTE = "rating_due", "rating_what_if", "rating_recompute"


def ask_due(*, by):
    """A job that rates what is due, if something is and nobody is at it. Returns the Job, or None."""
    if not due_periods() or Job.objects.filter(kind=DUE, state__in=["waiting", "running"]).exists():
        return None
    return enqueue(DUE, by=by)


def ask_what_if(*, rule_set, by):
    """A job that tries a rule set out on all subjects. Raises DomainError: "refused", "missing" (what the rule set lacks)."""
    check_may_try(by)
    check_whole(rule_set)
    return enqueue(WHAT_IF, by=by, arguments={"rule_set": rule_set.pk})


def ask_recompute(*, run, by):
    """A job that computes a past run again. Raises DomainError("refused") for who does not look across agencies."""
    check_may_recompute(by)
    return enqueue(RECOMPUTE, by=by, arguments={"run": run.pk})


def check_may_recompute(by):
    if not by.oversees:
        raise DomainError("refused", _("重新计算由信用办、督查、监察的工作人员发起。机关单位的得分，任何人都能用公开的数据自己算。"))
