"""Two at once, on real transactions."""

import pytest

from commitments.continuity import services
from commitments.continuity.models import Handover, Reassignment
from core.accounts.actor import Actor
from core.errors import DomainError
from core.events.models import Event
from tests.credit_records.test_concurrency import both

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_watches_pass_each_commitment_on_once(owed_by, dissolve, change_head):
    for number in range(4):
        owed_by("市人社局", title=f"第{number}项")
    dissolve("市人社局", "市教育局")
    change_head("市住建局", new="qiao")
    both(services.watch)
    assert Reassignment.objects.count() == 4
    assert Event.objects.filter(name="commitments_arrived").count() == 1
    assert Handover.objects.count() == 1 and Event.objects.filter(name="handover_due").count() == 1


def test_of_two_who_assign_the_same_one_is_told(owed_by, dissolve, agencies, people):
    owed_by("市不动产登记中心")
    dissolve("市不动产登记中心")
    services.reassign_orphans()
    chosen = list(Reassignment.objects.values_list("pk", flat=True))

    def assign():
        by = Actor.of(people["jiang"])
        return services.assign(chosen=chosen, agency=agencies["市教育局"], reason="职能划入", by=by)

    results = both(assign)
    assert sorted(result.code if isinstance(result, DomainError) else "given" for result in results) == ["given", "nothing_chosen"]
    assert Reassignment.objects.count() == 2
