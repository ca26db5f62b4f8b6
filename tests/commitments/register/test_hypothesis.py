"""Whatever is typed, the register answers with a commitment or with a refusal that a person can read."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register
from core.accounts.actor import Actor
from core.errors import DomainError
from portal.demo.cast import make_cast

words = st.text(max_size=220)
values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words | st.lists(st.integers(), max_size=2)


class RegisterAnything(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.agencies, people = make_cast()
        cls.by = Actor.of(people["su"])

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def test_no_exception_but_a_refusal(self, data):
        agency = st.sampled_from(list(self.agencies.values()))
        promise = {
            "kind": data.draw(st.sampled_from(list(CommitmentKind.objects.all()))),
            "title": data.draw(words),
            "text": data.draw(words),
            "criterion": data.draw(words),
            "beneficiary": data.draw(words),
            "basis": data.draw(words),
            "agency": data.draw(agency),
            "leads": data.draw(st.lists(agency, max_size=3).map(tuple)),
            "cooperating": data.draw(st.lists(agency, max_size=3).map(tuple)),
            "promised_on": data.draw(st.none() | st.dates()),
            "due_on": data.draw(st.none() | st.dates() | st.just(date(2030, 1, 1))),
            "frequency": data.draw(st.sampled_from(["", "monthly", "yearly", "daily"])),
            "continuous": data.draw(st.booleans()),
            "extra": data.draw(st.dictionaries(st.sampled_from(["list_position", "assigned_at", "place", "other"]), values, max_size=3)),
        }
        try:
            made = register(by=self.by, allow_incomplete=data.draw(st.booleans()), **promise)
        except DomainError as error:
            assert error.message
        else:
            assert Commitment.objects.filter(pk=made.pk).exists()
