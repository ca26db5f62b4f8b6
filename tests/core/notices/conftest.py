from datetime import date

import pytest

from core.accounts.models import Membership
from core.deadlines.services import Limit, start_many
from core.rules.models import Rule


@pytest.fixture
def limits(agencies):
    """limits(3) starts three limits of 市人社局, due on 16 March 2026; their subjects are agencies."""

    def start(count):
        rule = Rule.objects.in_force("foi_reply")
        bureau, subjects = agencies["市人社局"], list(agencies.values())
        wanted = [
            Limit(subjects[number % len(subjects)], f"reply-{number}", f"答复公开申请{number}", bureau.pk, rule, date(2026, 2, 10))
            for number in range(count)
        ]
        return start_many(wanted)

    return start


@pytest.fixture(autouse=True)
def one_of_each(people):
    """The tests name who is told; the rest of the cast has no role here."""
    named = ["lin", "he", "tang", "qiao", "ye", "meng", "jiang", "qin", "admin"]
    Membership.objects.exclude(user__username__in=named).delete()
