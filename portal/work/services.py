"""Handing tasks over: who may give which task to whom follows from roles, which the queue knows."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.accounts.models import Role
from core.duties import services as duties
from core.errors import DomainError
from portal.work import queries


@transaction.atomic
def hand_over(*, keys, user, by):
    """The chosen tasks are the user's from now on: one takes what is nobody's, passes on what is one's own, and a reviewer assigns any task of
    the agency. Returns how many changed hands.

    Raises DomainError: "nothing_chosen", "refused" (what is another's), "bad_user" (whose task that can't be).
    """
    tasks = chosen_tasks(keys, by)
    held = queries.colleagues(by).get(user, set())
    for task in tasks:
        if not any(agency == task.agency_id and task.purpose in queries.purposes_of(role) for agency, role in held):
            raise DomainError(
                "bad_user", _("“%(title)s”不是%(name)s的角色能办的事，请另选一人。") % {"title": task.title, "name": user}, field="to"
            )
    return duties.assign_many(deadlines=tasks, user=user, by=by)


@transaction.atomic
def give_back(*, keys, by):
    """The chosen tasks are nobody's own any more. Raises DomainError: "nothing_chosen", "refused"."""
    return duties.give_back_many(deadlines=chosen_tasks(keys, by), by=by)


def chosen_tasks(keys, by):
    tasks = list(queries.chosen(by, keys))
    if not tasks:
        raise DomainError("nothing_chosen", _("请先选择要转办的事项。"))
    own = set(queries.mine(by).filter(pk__in=[task.pk for task in tasks]).values_list("pk", flat=True))
    for task in tasks:
        if task.pk not in own and not by.has(Role.AGENCY_REVIEWER, agency=task.agency_id):
            raise DomainError("refused", _("“%(title)s”由别人办理，只有本单位的审核人能转办。") % {"title": task.title})
    return tasks
