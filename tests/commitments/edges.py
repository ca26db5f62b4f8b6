"""What the tests of the edges of several rooms ask for."""

from datetime import date

import pytest
from django.db import transaction

from core.accounts.actor import Actor
from core.accounts.models import Membership, User
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice


def refused(expected, service, /, **arguments):
    """The refusal of a service that is called so."""
    with pytest.raises(DomainError) as caught, transaction.atomic():
        service(**arguments)
    assert caught.value.code == expected
    return caught.value


def reviewing(user, agency):
    """The clerk, who from now on reviews there, too; read anew, since an actor remembers its roles."""
    Membership.objects.create(user=user, agency=agency, role="agency_reviewer", starts_on=date(2024, 1, 1))
    return Actor.of(User.objects.get(pk=user.pk))


def told(title):
    """Who has a notice whose title begins so."""
    deliver_all()
    return set(Notice.objects.filter(title__startswith=title).values_list("user__username", flat=True))
