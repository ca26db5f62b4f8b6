"""Who acts, in which roles; and the contract of every scoped queryset."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.accounts.actor import Actor
from core.accounts.models import Membership, Role
from core.accounts.scoping import ScopedQuerySet
from core.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_an_actor_has_the_roles_of_today_in_their_agency(actor, agencies):
    lin = actor("lin")
    assert lin.has(Role.CLERK)
    assert lin.has(Role.CLERK, agency=agencies["市人社局"])
    assert not lin.has(Role.CLERK, agency=agencies["市住建局"])
    assert not lin.has(Role.AGENCY_REVIEWER)
    assert (lin.is_person, lin.is_system, str(lin)) == (True, False, "林晓舟")


def test_a_role_begins_and_ends(people, agencies):
    today, other = timezone.localdate(), agencies["市住建局"]
    Membership.objects.create(user=people["lin"], agency=other, role=Role.CLERK, starts_on=today + timedelta(days=1))
    Membership.objects.filter(user=people["lin"], agency=agencies["市人社局"]).update(ends_on=today)
    assert Actor.of(people["lin"]).memberships == frozenset()
    assert {row.agency for row in Membership.objects.in_force(today + timedelta(days=1)).filter(user=people["lin"])} == {other}


def test_roles_are_read_once(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Actor.of(people["he"]).roles == Actor.of(people["he"]).roles == {Role.AGENCY_REVIEWER}


def test_a_visitor_and_a_job_have_no_role(django_assert_num_queries):
    with django_assert_num_queries(0):
        for actor in (Actor.of(AnonymousUser()), Actor.system("sweep")):
            assert (actor.roles, actor.agency_ids, actor.is_person) == (frozenset(), frozenset(), False)
    assert str(Actor.system("sweep")) == "sweep"


def test_a_scoped_queryset_that_says_nothing_shows_nothing(people):
    class Silent(ScopedQuerySet):
        pass

    with pytest.raises(NotImplementedError):
        Silent(Notice).visible_to(people["lin"])


SCOPED = [model for model in apps.get_models() if isinstance(model._default_manager.all(), ScopedQuerySet)]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_every_scoped_model_answers_for_anybody(model, people):
    """Somebody without a role and an anonymous visitor get a queryset that can be filtered further, never an error."""
    for user in (AnonymousUser(), *people.values()):
        assert model.objects.visible_to(user).filter(pk=0).count() == 0
