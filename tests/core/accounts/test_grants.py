"""An exception is one row with purpose, basis and expiry, and the object permission that follows from it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.accounts.grants import grant, revoke
from core.accounts.models import Grant
from core.directory.models import Agency
from core.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def give(actor, people, agencies):
    def give(**changes):
        arguments = {
            "target": agencies["市住建局"],
            "user": people["qin"],
            "permission": "view_agency",
            "purpose": "核查一件线索",
            "basis": "市政府督查通知",
            "expires_at": timezone.now() + timedelta(days=30),
            "by": actor("jiang"),
        }
        return grant(**arguments | changes)

    return give


def targets(user, at=None):
    return list(Grant.objects.targets(user=user, model=Agency, permission="view_agency", at=at).values_list("object_id", flat=True))


def refused(code, function, **arguments):
    with pytest.raises(DomainError) as error:
        function(**arguments)
    assert error.value.code == code


def test_a_grant_opens_one_object_for_one_person_until_it_expires(give, people, agencies):
    made = give()
    assert targets(people["qin"]) == [agencies["市住建局"].pk]
    assert targets(people["he"]) == []
    assert targets(people["qin"], at=made.expires_at) == []
    assert people["qin"].has_perm("core.view_agency", agencies["市住建局"])


def test_it_is_taken_back_at_once(give, people, agencies, actor):
    made = give()
    revoke(grant=made, by=actor("jiang"))
    assert targets(people["qin"]) == []
    assert not type(people["qin"]).objects.get(username="qin").has_perm("core.view_agency", agencies["市住建局"])
    assert Grant.objects.get().revoked_at


def test_what_is_refused(give, people):
    refused("grant_to_oneself", give, user=people["jiang"])
    refused("grant_without_reason", give, purpose="")
    refused("grant_without_reason", give, basis="")
    refused("grant_expired", give, expires_at=timezone.now())
    give()
    refused("already_granted", give)


def test_an_expired_grant_makes_way_for_a_new_one(give, people):
    old = give()
    Grant.objects.filter(pk=old.pk).update(granted_at=timezone.now() - timedelta(days=40), expires_at=timezone.now() - timedelta(days=1))
    new = give()
    assert Grant.objects.in_force().get() == new


def test_the_database_refuses_the_same(give, people):
    made = give()
    for change in ({"user": made.granted_by}, {"expires_at": made.granted_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.filter(pk=made.pk).update(**change)
