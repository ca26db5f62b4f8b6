"""A city whose promises fell due yesterday."""

from datetime import timedelta
from itertools import cycle, islice

from django.utils import timezone

from commitments.register.gate import Promise
from commitments.register.models import CommitmentKind
from commitments.register.services import register_many
from core.accounts.actor import Actor
from portal.demo.cast import make_cast

CHUNK = 1000


def make_city(count):
    """Register `count` commitments of the demo city's agencies, due yesterday; the sweep has seen none of them."""
    agencies, _ = make_cast()
    leads, kind = cycle(agencies.values()), CommitmentKind.objects.first()
    yesterday = timezone.localdate() - timedelta(days=1)
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        promises = [promise(number, agency, kind, yesterday) for number, agency in zip(numbers, islice(leads, len(numbers)), strict=True)]
        register_many(promises=promises, by=Actor.system("chaos"), allow_incomplete=True)


def promise(number, agency, kind, due_on):
    title = f"第{number + 1}件承诺"
    return Promise(kind, title, f"{title}按期办结。", agency, promised_on=due_on - timedelta(days=60), due_on=due_on)
