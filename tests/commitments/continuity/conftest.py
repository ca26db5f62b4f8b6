"""Reorganisations of the cast: who is dissolved when, who follows, who leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.register.services import register
from core.accounts.models import Membership
from core.directory.models import Agency, Tenure
from portal.demo.cast import make_civil_servant


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def dissolve(agencies, today):
    """dissolve("市人社局", successor="市民政局") as of today."""

    def make(name, successor=None, on=None):
        agency = Agency.objects.get(pk=agencies[name].pk)
        agency.dissolved_on, agency.successor = on or today, successor and agencies[successor]
        agency.save()
        return agency

    return make


@pytest.fixture
def leave(people, today):
    """leave("lin", "he"): their roles end today."""

    def make(*names):
        Membership.objects.filter(user__in=[people[name] for name in names]).update(ends_on=today)

    return make


@pytest.fixture
def owed_by(promise, actor, agencies):
    """owed_by("市人社局", title=…): a commitment that 市政府办公室 registered for that agency."""
    return lambda name, **changed: register(by=actor("su"), **promise(agency=agencies[name], **changed))


@pytest.fixture
def change_head(agencies, people, today):
    """change_head("市人社局"): the term of the head ends today, and 何静文 (or another user) is head from today; None for nobody."""

    def make(name, new="he", outgoing_user=None, on=None):
        old = agencies[name].tenures.get(ended_on=None)
        old.ended_on = on or today
        old.save()
        if outgoing_user:
            old.civil_servant.user = people[outgoing_user]
            old.civil_servant.save()
        if new is None:
            return old
        user = people[new]
        person = getattr(user, "civil_servant", None) or make_civil_servant(user.name, agencies[name], "主要负责人", 400, user=user)
        Tenure.objects.create(agency=agencies[name], civil_servant=person, began_on=on or today)
        return old

    return make


@pytest.fixture
def free_account(people, agencies, today):
    """free_account(): an account of somebody who holds no role, for a head."""
    from core.accounts.models import User

    return lambda username, name: people.setdefault(username, User.objects.create_user(username, name=name, email=f"{username}@x.example"))


@pytest.fixture
def tomorrow(today):
    return today + timedelta(days=1)
