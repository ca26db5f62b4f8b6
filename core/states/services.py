"""The two functions that assign a state, and nothing else may; and what they check, for services that have to know before."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.events.services import emit, emit_many
from core.texts import checked_reason


@transaction.atomic
def transition(row, *, to, by, reason="", **payload):
    """Take one row one step further: lock it, look the step up, check who and what it needs, write, say so.

    Returns the same object with its new state. Raises DomainError: "stale" (somebody was faster), "no_such_step", "refused" (role, maker and
    checker, exclusion), "missing" (reason, evidence …), "words_too_long".
    """
    model, reason = type(row), checked_reason(reason)
    state = model._base_manager.select_for_update(no_key=True).values_list("state", flat=True).get(pk=row.pk)
    if state != row.state:
        raise DomainError("stale", _("这一事项刚刚已由别人办理，状态有了变化。请刷新页面再看。"))
    step = check_step(row, to=to, by=by)
    if missing := missing_for(row, step, reason):
        raise DomainError("missing", "".join(missing), field="reason" if lacks_reason(step, reason) else None)
    row.state = to
    row.save(update_fields=["state"])
    emit(step.event, subject=row, by=by, source=step.source, target=to, reason=reason, **payload)
    return row


def check_step(row, *, to, by):
    """The step, if it is there and the actor may take it now; else what transition() raises. For services that write columns before they
    take the step: what a CHECK would refuse is said in words. The row is locked by then."""
    step = find_step(row, to)
    if why := row.refusal(step, by):
        raise DomainError("refused", why)
    return step


def find_step(row, to):
    for step in row.next_steps():
        if step.target == to:
            return step
    raise DomainError("no_such_step", _("当前状态是“%(state)s”，不能这样办理。") % {"state": row.get_state_display()})


def missing_for(row, step, reason):
    needed = [_("请写明理由。")] if lacks_reason(step, reason) else []
    return needed + [str(sentence) for sentence in row.missing(step)]


def lacks_reason(step, reason):
    return "reason" in step.needs and not reason.strip()


@transaction.atomic
def transition_many(queryset, *, source, to, by, payloads=None, **columns):
    """Take all rows of the queryset that are in `source` to `to`, in one statement, with their events in the same transaction.

    For system jobs: no person's rights are checked. `payloads`: {primary key: dict} for the events; `columns`: what else the statement sets.
    Returns the primary keys of the rows that moved.
    """
    model = queryset.model
    step = next(step for step in model.STEPS if (step.source, step.target) == (source, to))
    keys = list(queryset.filter(state=source).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    model._base_manager.filter(pk__in=keys).update(state=to, **columns)
    payloads = payloads or {}
    emit_many(step.event, model=model, rows=[(key, {"source": source, "target": to, **payloads.get(key, {})}) for key in keys], by=by)
    return keys
