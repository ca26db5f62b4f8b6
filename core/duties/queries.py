"""Who does what today."""

from core.duties.models import Absence, Assignment


def stands_in_for(user):
    """Primary keys of those whose tasks the user does today: the user's own, and those of whoever is away and named the user."""
    return {user.pk, *Absence.objects.on().filter(substitute=user).values_list("user", flat=True)}


def doers(deadline_ids):
    """{deadline id: user id} of the limits that are somebody's: who does them today, the substitute while that person is away."""
    rows = dict(Assignment.objects.current().filter(deadline__in=deadline_ids).values_list("deadline", "user"))
    away = dict(Absence.objects.on().filter(user__in=rows.values()).values_list("user", "substitute"))
    return {deadline: away.get(user, user) for deadline, user in rows.items()}
