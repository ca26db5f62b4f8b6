"""Assigning limits to people, giving them back, and being away."""

from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.models import Membership
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.duties.models import Absence, Assignment
from core.errors import DomainError
from core.events import names
from core.events.services import emit_many


@transaction.atomic
def assign_many(*, deadlines, user, by):
    """These limits are the user's from now on, whoever had them before. One that is the user's already stays so.

    Who may say so, and to whom, the caller has checked. Returns how many changed hands.
    """
    keys = sorted(deadline.pk for deadline in deadlines)
    live = Deadline.objects.filter(pk__in=keys).live().order_by("pk").select_for_update(no_key=True)  # two who assign the same
    keys = set(live.values_list("pk", flat=True))
    had = Assignment.objects.current().filter(deadline__in=keys)
    keys -= set(had.filter(user=user).values_list("deadline", flat=True))
    now = timezone.now()
    had.filter(deadline__in=keys).update(ended_at=now)
    Assignment.objects.bulk_create(
        [Assignment(deadline_id=key, user=user, assigned_by=by.user, assigned_at=now) for key in sorted(keys)], batch_size=500
    )
    emit_many(names.DEADLINE_ASSIGNED, model=Deadline, rows=[(key, {"user": user.pk}) for key in sorted(keys)], by=by)
    return len(keys)


@transaction.atomic
def give_back_many(*, deadlines, by):
    """These limits are nobody's own any more; everybody whose role it is sees them again. Returns how many."""
    had = Assignment.objects.current().filter(deadline__in=[deadline.pk for deadline in deadlines])
    return had.update(ended_at=timezone.now())


def release_tasks_of_the_gone(*, by):
    """Limits that are assigned to somebody who works in their agency no more, or whose account was closed, are everybody's of the role again.

    Each person in a transaction of its own; the agency's reviewers are told once of all that came back. Returns how many did.
    """
    return sum(release_tasks_of(user, by=by) for user in tasks_of_the_gone().order_by("user").values_list("user", flat=True).distinct())


def tasks_of_the_gone():
    works_there = Membership.objects.in_force().filter(user=OuterRef("user"), agency=OuterRef("deadline__agency"), user__is_active=True)
    return Assignment.objects.current().filter(~Exists(works_there), deadline__state__in=Deadline.LIVE)


@transaction.atomic
def release_tasks_of(user_id, *, by):
    held = tasks_of_the_gone().filter(user=user_id).order_by("pk").select_for_update(no_key=True, of=("self",))
    rows = list(held.values_list("pk", "deadline__agency"))
    Assignment.objects.filter(pk__in=[key for key, _agency in rows]).update(ended_at=timezone.now())
    counts = Counter(agency for _key, agency in rows)
    told = [(agency, {"user": user_id, "count": count}) for agency, count in sorted(counts.items())]
    emit_many(names.TASKS_RETURNED, model=Agency, rows=told, by=by)
    return len(rows)


@transaction.atomic
def go_on_leave(*, user, substitute, starts_on, ends_on, by):
    """From the first to the last day (calendar days, both included) the substitute does the user's tasks, too.

    Raises DomainError: "bad_days", "bad_substitute" (oneself, somebody without the same role in the same agency, or away then, too),
    "stands_in" (for somebody who is away then: whose tasks would be nobody's), "already_away".
    """
    if ends_on < starts_on:
        raise DomainError("bad_days", _("最后一天不能早于第一天。"), field="ends_on")
    if ends_on < timezone.localdate():
        raise DomainError("bad_days", _("这段时间已经过去。"), field="ends_on")
    if substitute == user or not roles_of(user) & roles_of(substitute):
        raise DomainError("bad_substitute", _("代办人员要在同一单位担任同样的角色。"), field="substitute")
    meanwhile = Absence.objects.filter(cancelled_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if meanwhile.filter(user=substitute).exists():
        raise DomainError("bad_substitute", _("%(name)s这段时间也离岗，请另选一人。") % {"name": substitute}, field="substitute")
    if other := meanwhile.filter(substitute=user).select_related("user").first():
        words = _("%(user)s这段时间替%(name)s代办。请先由%(name)s或者审核人取消那次离岗登记，另定代办人员。")
        raise DomainError("stands_in", words % {"user": user, "name": other.user}, field="starts_on")
    try:
        with transaction.atomic():
            absence = Absence.objects.create(user=user, substitute=substitute, starts_on=starts_on, ends_on=ends_on, entered_by=by.user)
    except IntegrityError as error:
        raise DomainError("already_away", _("这段时间已经登记过离岗。请先取消原来的登记。"), field="starts_on") from error
    emit_many(names.ABSENCE_ENTERED, model=Absence, rows=[(absence.pk, {})], by=by)
    return absence


def roles_of(user):
    return set(Membership.objects.in_force().filter(user=user).values_list("agency", "role"))


@transaction.atomic
def come_back(*, absence, by):
    """The person is back before the last day, or does not go at all. Raises DomainError("over")."""
    if absence.cancelled_at or absence.ends_on < timezone.localdate():
        raise DomainError("over", _("这次离岗已经结束。"))
    absence.cancelled_at = timezone.now()
    absence.save(update_fields=["cancelled_at"])
    return absence
