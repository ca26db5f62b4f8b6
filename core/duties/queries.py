"""Who does what today."""

from core.duties.models import Absence, Assignment


def stands_in_for(user):
    """Those who are away today and named the user to do their tasks, as a part of a statement."""
    return Absence.objects.on().filter(substitute=user).values("user")


def doers(deadline_ids):
    """{deadline id: user id} of the limits that are somebody's: who does them today, the substitute while that person is away."""
    rows = dict(Assignment.objects.current().filter(deadline__in=deadline_ids).values_list("deadline", "user"))
    away = dict(Absence.objects.on().filter(user__in=rows.values()).values_list("user", "substitute"))
    return {deadline: away.get(user, user) for deadline, user in rows.items()}
