"""Mergers, splits, dissolutions and departures in any order: once the watch has run, everything that is owed has somebody who answers."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from commitments.continuity import queries, services
from commitments.continuity.models import Reassignment
from commitments.register.gate import Promise
from commitments.register.models import Commitment, CommitmentKind
from commitments.register.services import register_many
from core.accounts.actor import Actor
from core.accounts.models import Membership
from core.deadlines.models import Deadline
from core.directory.models import Agency
from core.errors import DomainError
from core.events.models import Event
from core.events.services import deliver_all
from core.notices.models import Notice
from portal.demo.cast import make_cast

NAMES = ("市人社局", "市住建局", "市教育局", "市交通局", "市不动产登记中心", "市民政局", "市政务服务中心", "市审批局")
places = st.integers(0, len(NAMES) - 1)
STEPS = st.one_of(
    st.tuples(st.just("dissolve"), places),
    st.tuples(st.just("merge"), places, places),
    st.tuples(st.just("desert"), places),
    st.tuples(st.just("assign"), places),
    st.tuples(st.just("take")),
    st.tuples(st.just("watch")),
)


class NeverOrphaned(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.agencies, people = make_cast()
        cls.supervisor, cls.today = Actor.of(people["jiang"]), timezone.localdate()
        kind = CommitmentKind.objects.get(code="policy_task")
        words = {"text": "年底前办成。", "criterion": "公布结果", "beneficiary": "市民", "basis": "会议纪要", "kind": kind}
        cls.promises = [
            Promise(title=f"{name}的事项", agency=cls.agencies[name], due_on=cls.today + timedelta(days=60), **words) for name in NAMES
        ]

    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(STEPS, min_size=1, max_size=10))
    def test_whatever_happens(self, steps):
        made = register_many(promises=self.promises, by=Actor.system("test"), registrar=self.agencies["市政府办公室"])
        dues = self.dues()
        for name, *where in steps:
            getattr(self, name)(*(self.agencies[NAMES[place]] for place in where))
        services.watch()
        deliver_all()
        for commitment in Commitment.objects.filter(pk__in=[one.pk for one in made]).select_related("agency"):
            self.answered_for(commitment)
        assert self.dues() == dues, "a reorganisation moves no limit"
        events = Event.objects.count()
        services.watch()
        assert Event.objects.count() == events, "the second run finds nothing"

    def dissolve(self, agency):
        Agency.objects.filter(pk=agency.pk).update(dissolved_on=self.today)

    def merge(self, agency, other):
        """Also into itself, or in a circle, which nobody could enter in admin."""
        Agency.objects.filter(pk=agency.pk).update(dissolved_on=self.today, successor=other)

    def desert(self, agency):
        Membership.objects.filter(agency=agency).update(ends_on=self.today)

    def assign(self, agency):
        """A split: half of what waits goes to one agency."""
        waiting = list(queries.to_assign(self.supervisor).order_by("pk").values_list("pk", flat=True))
        try:
            services.assign(chosen=waiting[::2], agency=agency, reason="按三定规定", by=self.supervisor)
        except DomainError as error:
            assert error.code in ("bad_agency", "nothing_chosen"), error.code

    def take(self):
        try:
            chosen = Reassignment.objects.values_list("pk", flat=True)
            services.take(chosen=list(chosen), by=self.supervisor)
        except DomainError as error:
            assert error.code == "nothing_chosen"

    def watch(self):
        services.watch()

    def dues(self):
        return sorted(Deadline.objects.order_by("title").values_list("title", "due_on", "state"))

    def answered_for(self, commitment):
        agency = commitment.agency
        assert queries.exists(agency, self.today), f"{agency} is dissolved"
        assert agency.pk not in queries.deserted(self.today), f"nobody is left in {agency}"
        assert set(Deadline.objects.of(commitment).values_list("agency", flat=True)) == {agency.pk}
        if Reassignment.objects.filter(commitment=commitment).exists():
            here = Membership.objects.in_force().filter(agency=agency).values("user")
            told = Notice.objects.filter(event__name="commitments_arrived", event__object_id=agency.pk)
            assert told.exists(), "somebody was told"
            assert not here.exists() or told.filter(user__in=here).exists()
