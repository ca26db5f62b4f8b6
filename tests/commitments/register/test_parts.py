"""M1: parts of a commitment roll up by weight, and what waits for what is known to both sides."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from commitments.fulfilment.services import claim_fulfilment, report_progress, verify_claim
from commitments.register.models import Commitment, Dependency
from commitments.register.parts import add_dependency, remove_dependency
from commitments.register.services import register, withdraw_by_hand, withdraw_commitment
from core.errors import DomainError
from core.events.services import deliver_all
from core.notices.models import Notice
from core.search.models import PublicEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(commitment, promise, actor):
    """part(weight=2, agency=…): a part of the commitment, given out by its clerk."""
    return lambda **changed: register(by=actor("lin"), **promise(whole=commitment, title="子任务", **changed))


def percent(commitment):
    return Commitment.objects.values_list("percent", flat=True).get(pk=commitment.pk)


def code(function, **arguments):
    with pytest.raises(DomainError) as caught:
        function(**arguments)
    return caught.value.code


# weights and progress of the parts; the whole: sum of weight × progress / sum of weights, rounded down
ROLLED = [
    ([(1, 50)], 50),
    ([(1, 100), (1, 0)], 50),
    ([(3, 100), (1, 0)], 75),
    ([(2, 50), (1, 100)], 66),  # 200 / 3 = 66.7
    ([(1, 99), (99, 100)], 99),  # 9,999 / 100 = 99.99: not done as long as a part is not
    ([(100, 100), (7, 100)], 100),
]


@pytest.mark.parametrize(("parts", "whole"), ROLLED)
def test_progress_rolls_up_by_weight(parts, whole, part, commitment, actor):
    for weight, done in parts:
        report_progress(commitment=part(weight=weight), text="在办", percent=done, by=actor("lin"))
    assert percent(commitment) == whole
    assert PublicEntry.objects.get(key=f"commitment:{commitment.pk}").facts["percent"] == whole


def test_a_part_that_was_withdrawn_counts_no_more_and_one_that_was_kept_counts_in_full(part, commitment, actor, paper):
    kept, gone, open_part = part(), part(weight=5), part()
    claim_fulfilment(commitment=kept, text="做到了", by=actor("lin"), files=[paper()])
    verify_claim(commitment=kept, grade="kept", by=actor("he"))
    withdraw_commitment(commitment=gone, by=actor("jiang"), reason="登记有误")
    assert percent(commitment) == 50
    report_progress(commitment=open_part, text="在办", percent=30, by=actor("lin"))
    assert percent(commitment) == 65


def test_the_progress_of_a_whole_is_not_typed(part, commitment, actor):
    part()
    report_progress(commitment=commitment, text="总体顺利", percent=90, by=actor("lin"))
    assert percent(commitment) == 0


def test_a_whole_is_not_claimed_before_its_parts_are_done(part, commitment, actor, paper):
    part()
    assert code(claim_fulfilment, commitment=commitment, text="做到了", by=actor("lin"), files=[paper()]) == "parts_unfinished"
    assert Commitment.objects.get(pk=commitment.pk).state == "open"


def test_a_part_has_no_parts(part, promise, actor):
    assert code(register, by=actor("lin"), **promise(whole=part())) == "bad_whole"


def test_the_database_keeps_parts_one_level_deep(part, commitment, promise, actor):
    one, other = part(), register(by=actor("lin"), **promise())
    for key, whole in ((other.pk, one), (commitment.pk, other), (other.pk, other)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Commitment.objects.filter(pk=key).update(whole=whole)


def test_a_part_is_due_no_later_than_the_whole(part, commitment):
    assert code(part, due_on=commitment.deadline.due_on + timedelta(days=1)) == "bad_due_on"
    assert part(due_on=commitment.deadline.due_on)


@pytest.mark.parametrize("weight", [0, 101])
def test_weights_are_from_1_to_100(weight, part):
    assert code(part, weight=weight) == "bad_weight"


@pytest.mark.parametrize(("who", "may"), [("jiang", True), ("tang", False), ("ye", False)])
def test_parts_are_given_out_by_who_answers_for_the_whole(who, may, commitment, promise, actor):
    given = promise(whole=commitment)
    assert register(by=actor(who), **given) if may else code(register, by=actor(who), **given) == "refused"


def test_nothing_is_divided_once_it_is_claimed(commitment, part, actor, paper):
    claim_fulfilment(commitment=commitment, text="做到了", by=actor("lin"), files=[paper()])
    assert code(part) == "not_open"


def test_who_takes_part_in_the_whole_reads_the_parts(part, agencies, people):
    one = part(agency=agencies["市住建局"])
    assert {name for name in ("lin", "tang", "bai") if Commitment.objects.visible_to(people[name]).filter(pk=one.pk)} == {"lin", "tang"}


@pytest.fixture
def needed(promise, actor, agencies):
    return register(by=actor("tang"), **promise(agency=agencies["市住建局"], title="共享房屋数据"))


def test_a_dependency_stands_on_both_public_pages_and_its_agency_is_told(commitment, needed, actor, people, client):
    add_dependency(commitment=commitment, number=needed.number, reason="先要共享数据", by=actor("lin"))
    deliver_all()
    assert Notice.objects.filter(user=people["tang"], title__contains="等着这一项").count() == 1
    for one, other in ((commitment, needed), (needed, commitment)):
        page = client.get(reverse("public_commitment", args=[one.pk])).content.decode()
        assert "先要共享数据" in page
        assert reverse("public_commitment", args=[other.pk]) in page


def test_two_do_not_wait_for_each_other_not_even_through_a_third(commitment, needed, promise, actor):
    third = register(by=actor("lin"), **promise(title="第三项"))
    add_dependency(commitment=commitment, number=needed.number, reason="先要共享数据", by=actor("lin"))
    add_dependency(commitment=needed, number=third.number, reason="先要定标准", by=actor("tang"))
    for number in (commitment.number, third.number):
        assert code(add_dependency, commitment=third, number=number, reason="循环", by=actor("lin")) == "bad_number"
    assert Dependency.objects.count() == 2


def test_what_was_a_dependency_can_be_taken_away(commitment, needed, actor):
    one = add_dependency(commitment=commitment, number=needed.number, reason="先要共享数据", by=actor("lin"))
    assert code(remove_dependency, dependency=one, by=actor("tang")) == "refused"
    remove_dependency(dependency=one, by=actor("lin"))
    assert PublicEntry.objects.get(key=f"commitment:{commitment.pk}").facts["needs"] == []


def test_the_page_divides_with_what_was_typed(commitment, signed_in, agencies):
    address = reverse("commitment_new") + f"?kind=policy_task&whole={commitment.pk}"
    client = signed_in("lin")
    page = client.get(address).content.decode()
    assert commitment.title in page
    due = timezone.localdate() + timedelta(days=20)
    typed = {
        "title": "开通网上受理",
        "text": "网上可以提交",
        "agency": agencies["市住建局"].pk,
        "weight": "3",
        "beneficiary": "全市职工",
        "basis": "分解",
        "promised_on": timezone.localdate().isoformat(),
        "due_on": due.isoformat(),
        "criterion": "网上可以提交",
    }
    assert client.post(address, typed).status_code == 302
    assert commitment.parts.get().weight == 3
    shown = client.get(reverse("commitment", args=[commitment.pk])).content.decode()
    assert "开通网上受理" in shown
    assert 'name="percent"' not in shown


@pytest.fixture
def states(commitment):
    return lambda: list(commitment.parts.order_by("pk").values_list("state", flat=True))


def test_what_becomes_of_open_parts_is_decided_with_the_whole(part, commitment, actor, states):
    part()
    words = {"commitment": commitment, "by": actor("jiang"), "reason": "政策调整，依法不再办理"}
    assert code(withdraw_by_hand, **words) == "parts_undecided"
    assert Commitment.objects.get(pk=commitment.pk).state == "open"
    withdraw_by_hand(parts="keep", **words)
    assert Commitment.objects.get(pk=commitment.pk).state == "withdrawn" and states() == ["open"]


def test_parts_are_withdrawn_with_the_whole_but_not_what_is_being_verified(part, commitment, actor, paper, states):
    part()
    claim_fulfilment(commitment=part(), text="做到了", by=actor("lin"), files=[paper()])
    withdraw_by_hand(commitment=commitment, by=actor("jiang"), reason="政策调整", parts="withdraw")
    assert states() == ["withdrawn", "claimed"]
    gone = commitment.parts.earliest("pk")
    assert "政策调整" in str(PublicEntry.objects.get(key=f"commitment:{gone.pk}").facts["course"])


def test_the_page_asks_about_open_parts_and_only_then(part, commitment, signed_in):
    client, address = signed_in("jiang"), reverse("commitment_withdraw", args=[commitment.pk])
    assert "一并撤销" not in client.get(address).content.decode()
    part()
    assert "一并撤销" in client.get(address).content.decode()
    refused = client.post(address, {"reason": "政策调整"})
    assert refused.status_code == 422 and "政策调整" in refused.content.decode()
    assert client.post(address, {"reason": "政策调整", "parts": "withdraw"}).status_code == 302
    assert commitment.parts.get().state == "withdrawn"
