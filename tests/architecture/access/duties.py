"""What the addresses of tasks are about, like targets.py: what waits for what, and who is away."""

from django.utils import timezone

from commitments.register.parts import add_dependency
from core.accounts.models import Membership, User
from core.duties.services import go_on_leave
from tests.architecture.access.targets import made_commitment, pk


def dependency(city):
    made, needed = made_commitment(city), made_commitment(city)
    found = add_dependency(commitment=made, number=needed.number, reason="先要开通查询", by=city.actor("clerk"))
    return {"pk": made.pk, "dependency": found.pk}


def absence(city):
    today = timezone.localdate()
    users = {"user": city.people["clerk"], "substitute": second_clerk(city)}
    return pk(go_on_leave(starts_on=today, ends_on=today, by=city.actor("clerk"), **users))


def second_clerk(city):
    user = User.objects.create(username="second_clerk", name="余代办")
    Membership.objects.create(user=user, agency=city.own, role="clerk")
    return user
